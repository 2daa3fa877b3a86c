package dev.weir.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** A server that all test classes of a JVM use: started once, stopped after the last of them. */
final class Shared<T extends AutoCloseable> {
  private final Supplier<T> start;
  private @Nullable T server;
  private @Nullable RuntimeException failure;

  Shared(Supplier<T> start) {
    this.start = start;
  }

  synchronized T get() {
    if (failure != null) {
      throw failure; // One slow failure is enough: not one for each test class.
    }
    if (server == null) {
      try {
        server = start.get();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return server;
  }

  void startFor(ExtensionContext context) {
    get();
    context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Shared.class))
        .computeIfAbsent(this, key -> (AutoCloseable) this::stop);
  }

  private synchronized void stop() throws Exception {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
