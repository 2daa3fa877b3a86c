package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySecretFileIT {
  @TempDir Path dir;

  @Test
  void makesASecretOnceThatOnlyItsOwnerMayRead() throws IOException {
    Path data = dir.resolve("data");

    var made = KeySecretFile.loadOrCreate(data);

    assertThat(made.value()).matches("[0-9a-f]{64}");
    assertThat(KeySecretFile.loadOrCreate(data)).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(data.resolve("key-secret")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(data).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void refusesAnEmptyFileInsteadOfMakingAllKeysUnknown() throws IOException {
    Files.writeString(dir.resolve("key-secret"), "\n");

    assertThatThrownBy(() -> KeySecretFile.loadOrCreate(dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key-secret holds no secret");
    assertThat(dir.resolve("key-secret")).hasContent("\n");
  }

  @Test
  void getsOverADraftThatAKilledProcessLeft() throws IOException {
    Files.writeString(dir.resolve("key-secret.new"), "half");

    assertThat(KeySecretFile.loadOrCreate(dir).value()).matches("[0-9a-f]{64}");
  }
}
