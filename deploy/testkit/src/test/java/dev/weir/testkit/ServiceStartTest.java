package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.testkit.DockerEngine.Offer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServiceStartTest {
  private static final Function<String, Offer> HAS_IMAGE = image -> new Offer.Image();
  private static final Function<String, Offer> HAS_NOTHING = image -> new Offer.Nothing("test");
  private static final Function<String, Offer> NEVER_ASKED =
      image -> {
        throw new AssertionError("asked for " + image);
      };

  private final ServiceStart<String> start = withDocker(() -> "docker");
  private final ServiceStart<String> startWithBrokenDocker =
      withDocker(() -> {
        throw new IllegalStateException("no container");
      });

  private static ServiceStart<String> withDocker(Supplier<String> docker) {
    return new ServiceStart<>("image", docker, () -> "local");
  }

  @Test
  void runsInDocker_whenTheEngineHasTheImage() {
    assertThat(start.start(ServiceMode.AUTO, HAS_IMAGE)).isEqualTo("docker");
  }

  @Test
  void runsLocally_whenTheEngineHasNoImage() {
    assertThat(start.start(ServiceMode.AUTO, HAS_NOTHING)).isEqualTo("local");
  }

  @Test
  void runsLocally_whenTheContainerFails() {
    assertThat(startWithBrokenDocker.start(ServiceMode.AUTO, HAS_IMAGE)).isEqualTo("local");
  }

  @Test
  void fails_whenDockerIsForcedAndTheContainerFails() {
    assertThatIllegalStateException()
        .isThrownBy(() -> startWithBrokenDocker.start(ServiceMode.DOCKER, NEVER_ASKED))
        .withMessage("no container");
  }

  @Test
  void runsLocally_whenForced() {
    assertThat(start.start(ServiceMode.LOCAL, NEVER_ASKED)).isEqualTo("local");
  }
}
