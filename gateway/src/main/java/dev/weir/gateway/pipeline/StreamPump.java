package dev.weir.gateway.pipeline;

import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.SseParser;
import dev.weir.gateway.api.SseTooLargeException;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.provider.ProviderException;
import dev.weir.gateway.provider.ProviderReply;
import dev.weir.gateway.routing.Pass;
import dev.weir.gateway.translate.StreamTranslator;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.schemas.events.Outcome;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves one stream from a provider to the client. Until the first content nothing is sent, so that
 * a failure can be hidden; each event after it is sent as it comes. One thread, one use.
 */
final class StreamPump {
  private static final int BUFFER_BYTES = 16 << 10;

  private final ProviderReply reply;
  private final StreamTranslator translator;
  private final Turn turn;
  private final Pass pass;
  private final Served served;
  private final Ready sent;
  private final LongSupplier nanos;
  private final long startNanos;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean begun;
  private @Nullable Duration firstToken;

  StreamPump(
      ProviderReply reply,
      StreamTranslator translator,
      Turn turn,
      Pass pass,
      Served served,
      Ready sent,
      LongSupplier nanos,
      long startNanos) {
    this.reply = reply;
    this.translator = translator;
    this.turn = turn;
    this.pass = pass;
    this.served = served;
    this.sent = sent;
    this.nanos = nanos;
    this.startNanos = startNanos;
  }

  Ending run() {
    try {
      return pump();
    } catch (ClientGoneException e) {
      return over();
    } catch (ProviderException e) {
      return turn.over() ? over() : broken(Lost.of(served.callId(), e));
    } catch (SseTooLargeException e) {
      return broken(failure("an event of the stream is too large"));
    }
  }

  private Ending pump() throws ClientGoneException, ProviderException {
    var parser = new SseParser();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      for (SseEvent event = parser.next(); event != null; event = parser.next()) {
        held.writeBytes(translator.accept(event));
        Failure reported = translator.failure();
        if (reported != null) {
          return broken(reported);
        }
        if (translator.ended()) {
          return finished();
        }
        if (!forward()) {
          return over();
        }
      }
      int count = reply.read(buffer);
      if (count < 0) {
        return broken(failure("the provider's stream ended without its last event"));
      }
      parser.feed(buffer, 0, count);
    }
  }

  /** False: another attempt was faster. */
  private boolean forward() throws ClientGoneException {
    if (!begun && translator.contentSent() && !begin()) {
      return false;
    }
    if (begun && held.size() > 0) {
      turn.send(held.toByteArray());
      held.reset();
    }
    return true;
  }

  private boolean begin() throws ClientGoneException {
    if (!turn.claim()) {
      return false;
    }
    begun = true;
    firstToken = Duration.ofNanos(nanos.getAsLong() - startNanos);
    reply.contentStarted();
    pass.contentStarted();
    turn.begin(served);
    return true;
  }

  private Ending finished() throws ClientGoneException {
    if (!begun && !begin()) {
      return over();
    }
    Bill bill =
        Bill.answered(reply.status(), translator.tokens(), translator.usageKnown(), sent)
            .firstTokenAfter(firstToken);
    return new Ending.Streamed(held.toByteArray(), bill);
  }

  private Ending broken(Failure failure) {
    reply.cancel();
    if (!begun) {
      return new Ending.Failed(failure, reply.headers(), bill(Outcome.FAILED, failure.code()));
    }
    return new Ending.Cut(failure, translator.partial(), bill(Outcome.CUT, failure.code()));
  }

  /** Nobody wants the rest. */
  private Ending over() {
    reply.cancel();
    return new Ending.Over(bill(Outcome.CANCELLED, turn.reason()));
  }

  private Bill bill(Outcome outcome, String error) {
    return Bill.partial(
            outcome,
            reply.status(),
            error,
            translator.tokens(),
            translator.usageKnown(),
            translator.outputTokensSeen(),
            sent)
        .firstTokenAfter(firstToken);
  }

  private static Failure failure(String message) {
    return new Failure(Kind.BROKEN_ANSWER, 0, null, message, null, null);
  }
}
