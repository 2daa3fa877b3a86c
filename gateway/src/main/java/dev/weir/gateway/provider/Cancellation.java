package dev.weir.gateway.provider;

import org.jspecify.annotations.Nullable;

/** Cancels a call from another thread, also before its answer has begun. */
public final class Cancellation {
  private boolean cancelled;
  private @Nullable Runnable action;

  /** Closes the connection at once; its reader gets a CONNECTION failure. */
  public void cancel() {
    Runnable toRun;
    synchronized (this) {
      cancelled = true;
      toRun = action;
      action = null;
    }
    if (toRun != null) {
      toRun.run();
    }
  }

  /** Whether it was cancelled. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Sets what to do when cancelled; at once, if it already was. */
  void onCancel(@Nullable Runnable toDo) {
    synchronized (this) {
      if (!cancelled) {
        action = toDo;
        return;
      }
    }
    if (toDo != null) {
      toDo.run();
    }
  }
}
