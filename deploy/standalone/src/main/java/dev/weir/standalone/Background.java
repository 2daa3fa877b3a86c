package dev.weir.standalone;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on a thread of its own, joined later.
 *
 * @param <T> what the work makes
 */
record Background<T>(FutureTask<T> task) {

  static <T> Background<T> start(Callable<T> work) {
    var task = new FutureTask<T>(work);
    Thread.ofPlatform().daemon().name("weir-start").start(task);
    return new Background<>(task);
  }

  /** What the work has made; a runtime exception of the work is thrown as it is. */
  T join() throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
