package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ServiceModeTest {
  @Test
  void readsLowerCase() {
    assertThat(ServiceMode.parse("docker")).isEqualTo(ServiceMode.DOCKER);
  }

  @Test
  void refusesAnotherWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMode.parse("podman"))
        .withMessage("WEIR_TEST_SERVICES is 'podman': expected auto, docker or local");
  }
}
