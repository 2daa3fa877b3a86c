package dev.weir.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayOptionsTest {
  private static final URI HERE = URI.create("http://localhost:4000");

  @TempDir private Path folder;
  private final Captured captured = new Captured();

  private CommandFailure failure(Map<String, String> environment) {
    var options = new GatewayOptions(captured.piped(environment, ""));
    return catchThrowableOfType(CommandFailure.class, options::gateway);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4000", "ftp://h", "http://", "http://u:p@h", "a b"})
  void refusesWhatIsNoAddress(String url) {
    CommandFailure failure = failure(Map.of("WEIR_URL", url, "WEIR_MASTER_KEY", "sk-1"));

    assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(failure.getMessage()).contains("`" + url + "` is no address of a gateway");
  }

  @Test
  void saysWhereAKeyMayCome_whenThereIsNone() {
    assertThat(failure(Map.of("LITELLM_MASTER_KEY", "")).getMessage())
        .isEqualTo("no master key: set WEIR_MASTER_KEY, or name a file with --key-file");
  }

  @Test
  void prefersTheFile_thenWeirsVariable() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "sk-file\n");
    var surroundings =
        captured.piped(Map.of("WEIR_MASTER_KEY", "sk-weir", "LITELLM_MASTER_KEY", "sk-llm"), "");

    assertThat(MasterKey.find(file, HERE, surroundings).secret().value()).isEqualTo("sk-file");
    assertThat(MasterKey.find(null, HERE, surroundings).secret().value()).isEqualTo("sk-weir");
  }

  @Test
  void refusesAFileWithMoreThanAKey() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "sk-a\nsk-b\n");

    CommandFailure failure =
        catchThrowableOfType(
            CommandFailure.class, () -> MasterKey.find(file, HERE, captured.piped(Map.of(), "")));

    assertThat(failure.getMessage()).endsWith("does not hold one key");
  }
}
