package dev.weir.gateway.idempotency;

import org.jspecify.annotations.Nullable;

/** One client's way through an answer, from its beginning. One thread; to be closed. */
public final class Playback implements AutoCloseable {
  private final Recording recording;

  /** Parts read; guarded by the recording. */
  int position;

  Playback(Recording recording) {
    this.recording = recording;
  }

  /** Waits for the beginning; null: the call ended without an answer. */
  public @Nullable Head head() throws InterruptedException {
    return recording.awaitHead();
  }

  /** Waits for more of the body, and returns all that there is; null: that was the end. */
  public byte @Nullable [] next() throws InterruptedException {
    return recording.awaitMore(this);
  }

  /** Listens no longer. */
  @Override
  public void close() {
    recording.leave(this);
  }
}
