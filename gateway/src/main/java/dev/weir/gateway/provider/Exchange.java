package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection. The connection goes back to the pool when the
 * answer was read to its end, and is closed in every other case; never both, whoever cancels.
 */
final class Exchange implements ProviderReply {
  private enum State {
    OPEN,
    FINISHED,
    ABORTED
  }

  /** How long, and for how much, the rest of a body is worth waiting for. */
  private static final Duration DRAIN = Duration.ofMillis(100);

  private static final int DRAIN_BYTES = 64 << 10;
  private static final int CHUNK = 16 << 10;

  private final Connection connection;
  private final Pool pool;
  private final LongSupplier nanoTime;
  private final Deadlines deadlines;
  private final long answerBy;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private boolean contentStarted;
  private Head head = new Head(0, false, Map.of());
  private Body body = new Body.UntilClose();

  Exchange(
      Connection connection, Pool pool, LongSupplier nanoTime, Deadlines deadlines, long answerBy) {
    this.connection = connection;
    this.pool = pool;
    this.nanoTime = nanoTime;
    this.deadlines = deadlines;
    this.answerBy = answerBy;
  }

  /**
   * Writes the request and reads the head of the answer.
   *
   * @return false: the peer closed without a byte of an answer
   */
  boolean start(ProviderCall call) throws ProviderException {
    try {
      IOException unwritten = write(call);
      if (!answered()) {
        return false;
      }
      head = Head.read(connection);
      body = Body.of(head);
      if (!head.headers().getOrDefault("content-encoding", "identity").equals("identity")) {
        throw new BrokenAnswerException("compressed its answer, which was not asked for");
      }
      if (unwritten != null) {
        head = new Head(head.status(), false, head.headers());
      }
      return true;
    } catch (IOException e) {
      throw fail(e);
    }
  }

  /** A peer may answer and close before it has read all: its answer says why, so it is awaited. */
  private @Nullable IOException write(ProviderCall call) {
    try {
      connection.write(call.head(), call.body());
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private boolean answered() throws IOException {
    try {
      return connection.fill();
    } catch (IOException e) {
      if (connection.hasExpired() || state.get() == State.ABORTED) {
        throw e;
      }
      // A reset: the request met a connection that the peer had closed.
      return false;
    }
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public Map<String, String> headers() {
    return head.headers();
  }

  @Override
  public int read(byte[] into) throws ProviderException {
    if (state.get() == State.FINISHED) {
      return -1;
    }
    try {
      arm();
      int count = body.read(connection, into);
      if (count < 0) {
        finish();
      } else {
        rest();
      }
      return count;
    } catch (IOException e) {
      throw fail(e);
    }
  }

  @Override
  public byte[] readAll(int limit) throws ProviderException {
    // At least a byte, for a read has to see the end.
    byte[] chunk = new byte[Math.clamp(body.most(), 1, CHUNK)];
    ByteArrayOutputStream all = new ByteArrayOutputStream(chunk.length);
    for (int count = read(chunk); count >= 0; count = read(chunk)) {
      if (all.size() + count > limit) {
        throw fail(new BrokenAnswerException("sent more than " + limit + " bytes"));
      }
      all.write(chunk, 0, count);
    }
    return all.toByteArray();
  }

  @Override
  public void contentStarted() {
    contentStarted = true;
    rest();
  }

  @Override
  public void cancel() {
    if (state.compareAndSet(State.OPEN, State.ABORTED)) {
      connection.close();
    }
  }

  @Override
  public void close() {
    if (state.get() != State.OPEN) {
      return;
    }
    byte[] chunk = new byte[CHUNK];
    int drained = 0;
    try {
      while (drained < DRAIN_BYTES && connection.arm(nanoTime.getAsLong() + DRAIN.toNanos())) {
        int count = body.read(connection, chunk);
        if (count < 0) {
          finish();
          return;
        }
        drained += count;
      }
    } catch (IOException _) {
      // Not worth more than a new connection.
    }
    cancel();
  }

  private void arm() throws IOException {
    long idle = nanoTime.getAsLong() + deadlines.idle().toNanos();
    if (!connection.arm(contentStarted || idle - answerBy < 0 ? idle : answerBy)) {
      throw new IOException("closed");
    }
  }

  /** Between two reads it is the client who is slow, not the provider: nobody is idle. */
  private void rest() {
    if (state.get() == State.OPEN) {
      // Too late if it has expired; the next read says so.
      connection.arm(contentStarted ? Connection.NEVER : answerBy);
    }
  }

  private void finish() {
    if (state.compareAndSet(State.OPEN, State.FINISHED)) {
      if (head.persistent() && body.leavesConnection() && !connection.hasBuffered()) {
        pool.give(connection, nanoTime.getAsLong());
      } else {
        connection.close();
      }
    }
  }

  private ProviderException fail(IOException e) {
    boolean cancelled = state.get() == State.ABORTED;
    cancel();
    Endpoint endpoint = connection.endpoint();
    if (connection.hasExpired()) {
      return new ProviderException(Kind.TIMEOUT, endpoint + " " + late(), e);
    }
    if (cancelled) {
      return new ProviderException(
          Kind.CONNECTION, "The call to " + endpoint + " was cancelled", e);
    }
    return new ProviderException(
        Kind.BROKEN_ANSWER,
        endpoint + " " + (e instanceof BrokenAnswerException ? e.getMessage() : "broke off"),
        e);
  }

  private String late() {
    boolean whole = !contentStarted && nanoTime.getAsLong() - answerBy >= 0;
    return whole
        ? "did not answer within " + seconds(deadlines.answer())
        : "sent nothing for " + seconds(deadlines.idle());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
