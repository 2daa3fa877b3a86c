package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.translate.AnswerForms;
import dev.weir.schemas.events.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to the client, and a whole answer also to whoever keeps it: if it is a
 * success of the group that was asked, from its beginning to its end by one attempt. One use.
 */
final class AnswerKeeper implements Client {
  /** Of a stream; its events take some ten times as much as what they say. */
  private static final long MOST_BYTES = 8L << 20;

  private final Client client;
  private final Protocol protocol;
  private final @Nullable Consumer<Kept> keep;
  private final List<byte[]> events = new ArrayList<>();
  private long bytes;
  private @Nullable Route route;
  private @Nullable Settled settled;
  private boolean kept;

  /** An answer that may be kept. */
  sealed interface Kept {
    Settled settled();

    /** What it takes in memory. */
    long bytes();

    /** In the client's protocol; null: it can't be told, or would not do another time. */
    byte @Nullable [] whole();

    /** It came whole. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(Protocol protocol, Settled settled, byte[] body) implements Kept {
      @Override
      public long bytes() {
        return body.length;
      }

      @Override
      public byte @Nullable [] whole() {
        return AnswerForms.isFinished(protocol, body) ? body : null;
      }
    }

    /** It came as events. */
    record Streamed(Protocol protocol, Settled settled, List<byte[]> events, long bytes)
        implements Kept {
      @Override
      public byte @Nullable [] whole() {
        return AnswerForms.whole(protocol, events, settled.tokens());
      }
    }
  }

  /**
   * @param keep called before the client has the end of the answer, at most once; must not wait;
   *     null: it is not to be kept
   */
  AnswerKeeper(Client client, Protocol protocol, @Nullable Consumer<Kept> keep) {
    this.client = client;
    this.protocol = protocol;
    this.keep = keep;
  }

  @Override
  public void limits(List<RateFigures> figures) {
    client.limits(figures);
  }

  @Override
  public void settled(Settled now) {
    settled = now;
    client.settled(now);
  }

  @Override
  public void answer(Served served, byte[] body) throws ClientGoneException {
    Settled by = settled;
    if (by != null && by.fallbacks() == 0) {
      keep(new Kept.Whole(protocol, by, body));
    }
    client.answer(served, body);
  }

  @Override
  public void begin(Served served) throws ClientGoneException {
    route = served.route();
    client.begin(served);
  }

  @Override
  public void send(byte[] part) throws ClientGoneException {
    take(part);
    client.send(part);
  }

  @Override
  public void finish(byte[] last) throws ClientGoneException {
    take(last);
    Settled by = settled;
    boolean all = bytes <= MOST_BYTES;
    if (by != null && by.fallbacks() == 0 && by.route().equals(route) && all) {
      keep(new Kept.Streamed(protocol, by, List.copyOf(events), bytes));
    }
    client.finish(last);
  }

  @Override
  public void refuse(Refusal refusal) {
    client.refuse(refusal);
  }

  /** Who gave the whole answer; null: nobody did. */
  @Nullable Route answered() {
    return settled == null ? null : settled.route();
  }

  /** Whether the answer was told on. */
  boolean kept() {
    return kept;
  }

  private void keep(Kept answer) {
    if (keep != null) {
      keep.accept(answer);
      kept = true;
    }
  }

  private void take(byte[] part) {
    bytes += part.length;
    if (keep == null || bytes > MOST_BYTES) {
      events.clear();
    } else {
      events.add(part);
    }
  }
}
