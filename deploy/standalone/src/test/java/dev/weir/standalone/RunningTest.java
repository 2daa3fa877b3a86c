package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {
  private final List<String> closed = new ArrayList<>();
  private final Running running = new Running();

  private AutoCloseable service(String name) {
    return () -> closed.add(name);
  }

  private static void fail() {
    throw new IllegalStateException("can't close");
  }

  @Test
  void closesTheLastOneFirst_whateverAnotherThrows() {
    running.add(service("kafka"));
    running.add(RunningTest::fail);
    running.add(service("gateway"));

    running.close();

    assertThat(closed).containsExactly("gateway", "kafka");
  }

  @Test
  void closesAtOnceWhatIsAddedTooLate() {
    running.close();

    assertThatThrownBy(() -> running.add(service("late"))).isInstanceOf(SetupException.class);
    assertThat(closed).containsExactly("late");
  }
}
