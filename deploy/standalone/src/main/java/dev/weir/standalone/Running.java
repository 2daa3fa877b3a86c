package dev.weir.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started; closed in the opposite order. Thread-safe. */
final class Running implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Running.class);

  private final Deque<AutoCloseable> services = new ArrayDeque<>();
  private boolean closed;

  /**
   * @throws SetupException if all is already being stopped; the service is closed then
   */
  synchronized <T extends AutoCloseable> T add(T service) {
    if (closed) {
      close(service);
      throw new SetupException("stopped while it was starting");
    }
    services.push(service);
    return service;
  }

  /** Closes everything, whatever a service throws. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!services.isEmpty()) {
      close(services.pop());
    }
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      LOGGER.warn("failed to stop service={}", service.getClass().getSimpleName(), e);
    }
  }
}
