package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir private Path directory;

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    var inFile = new MasterKey.InFile(directory.resolve("master-key"));

    var made = inFile.readOrMake();

    assertThat(made.value()).matches("sk-[A-Za-z0-9_-]{43}");
    assertThat(inFile.readOrMake()).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(inFile.file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void isQuotedForTheShell() {
    assertThat(new MasterKey.InFile(Path.of("/d/master-key")).shell())
        .isEqualTo("$(cat /d/master-key)");
    assertThat(new MasterKey.InFile(Path.of("/Ada's data/master-key")).shell())
        .isEqualTo("$(cat '/Ada'\\''s data/master-key')");
  }

  @Test
  void isFoundInTheVariableThatHoldsIt() {
    var environment = Map.of("HOME", "/home/ada", "MY_KEY", "sk-1");

    assertThat(MasterKey.given(new Secret("sk-1"), environment))
        .isEqualTo(new MasterKey.InVariable("MY_KEY"));
    assertThat(MasterKey.given(new Secret("sk-2"), environment))
        .isEqualTo(new MasterKey.InConfiguration());
  }
}
