package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No source file is longer than can be read in one go. */
class SourceSizeTest {
  private static final int MOST_LINES = 400;

  @Test
  void noFileHasMoreThan400Lines() throws IOException {
    var tooLong = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        int lines = lines(file).size();
        if (lines > MOST_LINES) {
          tooLong.put(file.toString(), lines);
        }
      }
    }

    assertThat(tooLong).isEmpty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
