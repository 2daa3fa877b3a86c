package dev.weir.gateway.idempotency;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A call that a client named with a key: running, or finished and remembered. */
final class Entry implements Recording.Keeper {
  private final String id;
  private final Fingerprint request;
  private final Shelf shelf;
  private volatile @Nullable Recording recording;

  Entry(String id, Fingerprint request, Shelf shelf, Limits limits, LongSupplier nanos) {
    this.id = id;
    this.request = request;
    this.shelf = shelf;
    this.recording = new Recording(limits, nanos, this);
  }

  /** What the call is known by. */
  String id() {
    return id;
  }

  Fingerprint request() {
    return request;
  }

  /** Null: it was a success whose answer is not in memory any more. */
  @Nullable Recording recording() {
    return recording;
  }

  /** Lets the answer be forgotten; those who listen to it go on. */
  void drop() {
    recording = null;
  }

  @Override
  public boolean reserve(long bytes) {
    return shelf.reserve(bytes);
  }

  @Override
  public void release(long bytes) {
    shelf.release(bytes);
  }

  @Override
  public void ended(Recording ended) {
    switch (ended.state()) {
      case COMPLETE -> {
        if (!ended.kept()) {
          drop();
        }
        shelf.finished(this, ended.keptBytes());
      }
      case FAILED -> shelf.freed(this, ended.keptBytes());
      case RUNNING -> throw new IllegalStateException("it runs");
    }
  }
}
