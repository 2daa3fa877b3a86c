package dev.weir.gateway.idempotency;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it is being written and as long as it is kept: one thread writes, any number
 * listen, each from the beginning. An answer that is larger than may be kept is passed on to those
 * who already listen, at the speed of the slowest, and nobody can join any more. Thread-safe.
 */
public final class Recording {
  /** How far the writer may be ahead of the slowest listener, once the answer is not kept. */
  private static final int AHEAD_BYTES = 256 << 10;

  private final Limits limits;
  private final LongSupplier nanos;
  private final Keeper keeper;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private final List<Playback> listeners = new ArrayList<>();
  private @Nullable Head head;
  private State state = State.RUNNING;
  private boolean kept = true;
  private long bytes;
  private int dropped;
  private long unheardSince;

  /** Who keeps it. Called under the recording's lock. */
  interface Keeper {
    /** Nobody counts it. */
    Keeper NONE =
        new Keeper() {
          @Override
          public boolean reserve(long bytes) {
            return true;
          }

          @Override
          public void release(long bytes) {}

          @Override
          public void ended(Recording recording) {}
        };

    /** Whether so many bytes more can be kept. */
    boolean reserve(long bytes);

    /** So many bytes are not kept any more. */
    void release(long bytes);

    /** It has ended, and its listeners do not know yet. */
    void ended(Recording recording);
  }

  /** How an answer stands. */
  enum State {
    RUNNING,
    /** A whole success. */
    COMPLETE,
    /** Refused, cut or abandoned: the next one with the key tries again. */
    FAILED
  }

  Recording(Limits limits, LongSupplier nanos, Keeper keeper) {
    this.limits = limits;
    this.nanos = nanos;
    this.keeper = keeper;
    this.unheardSince = nanos.getAsLong();
  }

  /** An answer that is whole. */
  static Recording of(Answer answer) {
    int size = answer.body().length;
    var limits = new Limits(Duration.ZERO, Duration.ZERO, size, size, 1);
    var recording = new Recording(limits, () -> 0, Keeper.NONE);
    recording.begin(answer.head());
    recording.complete(answer.body());
    return recording;
  }

  /** How the answer begins; once, before anything is written. */
  public synchronized void begin(Head begins) {
    if (head != null) {
      throw new IllegalStateException("the answer has begun");
    }
    head = begins;
    notifyAll();
  }

  /**
   * A part of the body.
   *
   * @throws AbandonedException if nobody has listened for {@link Limits#patience}
   */
  public synchronized void write(byte[] part) throws AbandonedException {
    if (listeners.isEmpty() && nanos.getAsLong() - unheardSince > limits.patience().toNanos()) {
      throw new AbandonedException();
    }
    add(part);
    try {
      while (!kept && !listeners.isEmpty() && bytes > AHEAD_BYTES) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }

  /** The last part of a whole success; it is taken even if nobody listens. */
  public synchronized void complete(byte[] last) {
    add(last);
    end(State.COMPLETE);
  }

  /** A whole refusal; if the answer has begun already, it just ends here. */
  public synchronized void refuse(Head refusal, byte[] body) {
    if (head == null) {
      head = refusal;
      add(body);
    }
    end(State.FAILED);
  }

  /** Ends the answer as a failure, if it has not ended. */
  public synchronized void fail() {
    end(State.FAILED);
  }

  /** Listens from the beginning; null: the beginning is gone. */
  synchronized @Nullable Playback listen() {
    if (!kept) {
      return null;
    }
    var listener = new Playback(this);
    listeners.add(listener);
    return listener;
  }

  synchronized State state() {
    return state;
  }

  /** How much of it is in memory for those who come later. */
  synchronized long keptBytes() {
    return kept ? bytes : 0;
  }

  /** All of it, if it is a success and those who come later can hear it. */
  synchronized @Nullable Answer answer() {
    Head begun = head;
    if (!kept || state != State.COMPLETE || begun == null) {
      return null;
    }
    var body = new ByteArrayOutputStream();
    chunks.forEach(body::writeBytes);
    return new Answer(begun, body.toByteArray());
  }

  /** Null: it ended before it began. */
  synchronized @Nullable Head awaitHead() throws InterruptedException {
    while (head == null && state == State.RUNNING) {
      wait();
    }
    return head;
  }

  /** All that the listener has not read; null: the end. */
  synchronized byte @Nullable [] awaitMore(Playback listener) throws InterruptedException {
    while (listener.position == written() && state == State.RUNNING) {
      wait();
    }
    if (listener.position == written()) {
      return null;
    }
    var more = new ByteArrayOutputStream();
    chunks.stream().skip(listener.position - (long) dropped).forEach(more::writeBytes);
    listener.position = written();
    forget();
    return more.toByteArray();
  }

  synchronized void leave(Playback listener) {
    if (listeners.remove(listener)) {
      unheardSince = nanos.getAsLong();
      forget();
    }
  }

  private void add(byte[] part) {
    if (part.length == 0) {
      return;
    }
    if (kept && !(bytes + part.length <= limits.answerBytes() && keeper.reserve(part.length))) {
      keeper.release(bytes);
      kept = false;
    }
    chunks.add(part);
    bytes += part.length;
    forget();
    notifyAll();
  }

  /** Drops what every listener has read, where the answer is not kept. */
  private void forget() {
    if (kept) {
      return;
    }
    int slowest = written();
    for (Playback listener : listeners) {
      slowest = Math.min(slowest, listener.position);
    }
    for (; dropped < slowest; dropped++) {
      bytes -= chunks.remove().length;
    }
    notifyAll();
  }

  private int written() {
    return dropped + chunks.size();
  }

  private void end(State as) {
    if (state == State.RUNNING) {
      state = as;
      keeper.ended(this);
      notifyAll();
    }
  }
}
