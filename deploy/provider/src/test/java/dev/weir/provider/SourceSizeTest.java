package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files stay short enough to be read in one go. */
class SourceSizeTest {

  private static final int MAX_LINES = 400;

  @Test
  void noSourceFileIsLongerThanTheCap() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int seen = 0;
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        seen++;
        int lines = Files.readAllLines(file).size();
        if (lines > MAX_LINES) {
          tooLong.add(file + ": " + lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
    assertThat(seen).isGreaterThan(20);
  }
}
