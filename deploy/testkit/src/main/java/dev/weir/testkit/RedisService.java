package dev.weir.testkit;

import dev.weir.embedded.RedisServer;
import org.testcontainers.containers.GenericContainer;

/** The running Redis. */
record RedisService(String host, int port, Runnable stop) implements AutoCloseable {
  private static final String IMAGE = "redis:7-alpine";
  private static final int PORT = 6379;

  static RedisService start() {
    QuietLogs.apply();
    return new ServiceStart<>(IMAGE, RedisService::docker, RedisService::local)
        .start(ServiceMode.configured(), DockerEngine.find()::offer);
  }

  private static RedisService docker() {
    var container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(PORT)
            .withCommand("redis-server", "--save", "", "--maxmemory-policy", "noeviction");
    container.start();
    return new RedisService(container.getHost(), container.getMappedPort(PORT), container::close);
  }

  private static RedisService local() {
    var redis = RedisServer.start(TestDirectory.shared("redis"), 0);
    return new RedisService(redis.host(), redis.port(), redis::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}
