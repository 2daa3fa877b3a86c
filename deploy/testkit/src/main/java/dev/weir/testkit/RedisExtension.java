package dev.weir.testkit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One real Redis for all tests of a JVM, started at the first need, stopped at the end.
 *
 * <pre>{@code
 * @RegisterExtension static final RedisExtension REDIS = new RedisExtension();
 * }</pre>
 *
 * Tests keep apart by {@link #newPrefix()} in their keys and never flush it: who flushes, kills or
 * restarts takes {@link #fresh()}. A Redis that can't be had fails the test class.
 */
public final class RedisExtension implements BeforeAllCallback {
  private static final Shared<RedisService> REDIS = new Shared<>(RedisService::start);

  @Override
  public void beforeAll(ExtensionContext context) {
    REDIS.startFor(context);
  }

  public String host() {
    return REDIS.get().host();
  }

  public int port() {
    return REDIS.get().port();
  }

  /** {@code redis://host:port}. */
  public String uri() {
    return "redis://%s:%d".formatted(host(), port());
  }

  /** A key prefix that no other test uses, such as {@code t7f3a09bc:}. */
  public String newPrefix() {
    return Prefixes.next() + ":";
  }

  /** A server for the caller alone, who closes it. */
  public static FreshRedis fresh() {
    return new FreshRedis();
  }
}
