package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void hasADefaultForEverything() {
    assertThat(Arguments.parse(List.of(), HOME))
        .isEqualTo(
            new Arguments(Optional.empty(), 4000, Path.of("/home/ada/.weir"), "127.0.0.1", false));
  }

  @Test
  void readsEveryOption() {
    var words =
        List.of(
            "--config",
            "c.yaml",
            "--port",
            "0",
            "--data",
            "/d",
            "--host",
            "0.0.0.0",
            "--stop-when-ready");

    assertThat(Arguments.parse(words, HOME))
        .isEqualTo(
            new Arguments(Optional.of(Path.of("c.yaml")), 0, Path.of("/d"), "0.0.0.0", true));
  }

  @ParameterizedTest
  @CsvSource({
    "--port,      '--port needs a value'",
    "--port x,    '--port: found `x`, expected a number up to 65535'",
    "--port 65536,'--port: found `65536`, expected a number up to 65535'",
    "--prot 1,    'unknown argument `--prot`; deploy/up --help lists all'",
  })
  void namesWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> Arguments.parse(List.of(line.split(" ")), HOME))
        .isInstanceOf(SetupException.class)
        .hasMessage(message);
  }
}
