package dev.weir.testkit;

import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses where one server runs, and says so in one line. */
record ServiceStart<T>(String image, Supplier<T> docker, Supplier<T> local) {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServiceStart.class);

  /** Asks for the engine's offer only where it matters. */
  T start(ServiceMode mode, Function<String, DockerEngine.Offer> engine) {
    return switch (mode) {
      case DOCKER -> inDocker("forced");
      case LOCAL -> locally("forced");
      case AUTO ->
          switch (engine.apply(image)) {
            case DockerEngine.Offer.Image _ -> inDockerOrLocally();
            case DockerEngine.Offer.Nothing(String reason) -> locally(reason);
          };
    };
  }

  private T inDockerOrLocally() {
    try {
      return inDocker("an engine answers");
    } catch (RuntimeException e) {
      LOGGER.debug("container failed image={}", image, e);
      return locally("container failed: " + e.getMessage());
    }
  }

  private T inDocker(String reason) {
    var server = docker.get();
    LOGGER.info("test service image={} runs=docker reason=\"{}\"", image, reason);
    return server;
  }

  private T locally(String reason) {
    var server = local.get();
    LOGGER.info("test service image={} runs=local reason=\"{}\"", image, reason);
    return server;
  }
}
