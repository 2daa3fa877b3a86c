package dev.weir.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void readsLitellmsCommandLine() {
    Arguments run =
        Arguments.parse(
            "--config", "a.yaml", "--port", "0", "--host", "127.0.0.1", "--detailed_debug");

    assertThat(run)
        .isEqualTo(new Arguments.Run(Path.of("a.yaml"), 0, "127.0.0.1", true, List.of()));
  }

  @Test
  void listensOnLitellmsPort_whenNoneIsGiven() {
    assertThat(Arguments.parse("--config", "a.yaml"))
        .isEqualTo(new Arguments.Run(Path.of("a.yaml"), 4000, "0.0.0.0", false, List.of()));
  }

  @Test
  void saysThatWorkersHaveNoMeaning() {
    Arguments run = Arguments.parse("--config", "a.yaml", "--num_workers", "8");

    assertThat(((Arguments.Run) run).notes())
        .containsExactly("--num_workers 8 is ignored: one process uses all cores");
  }

  @ParameterizedTest
  @CsvSource({
    "'', --config is missing",
    "--config, --config has no value",
    "--config a --port x, --port x is not a port (0 to 65535)",
    "--config a --port 65536, --port 65536 is not a port (0 to 65535)",
    "--config a --speed, unknown argument --speed"
  })
  void saysWhatIsWrong(String line, String message) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(Arguments.parse(words))
        .isEqualTo(new Arguments.Wrong(message + "; " + Arguments.USAGE));
  }
}
