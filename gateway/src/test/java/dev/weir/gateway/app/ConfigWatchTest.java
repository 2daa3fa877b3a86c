package dev.weir.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  @TempDir private Path folder;
  private Path file;
  private Set<Path> files;
  private int told;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("config.yaml");
    Files.writeString(file, "one");
    files = Set.of(file);
  }

  @Test
  void tellsOnce_whenAFileHasChanged_andStaysSo() throws IOException {
    ConfigWatch watch = watch();

    Files.writeString(file, "half");
    watch.look();
    Files.writeString(file, "whole");
    watch.look();
    assertThat(told).isZero();
    watch.look();
    watch.look();
    watch.look();

    assertThat(told).isEqualTo(1);
  }

  @Test
  void tellsNothing_whenTheContentsAreTheSame() throws IOException {
    ConfigWatch watch = watch();

    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    look(watch);

    assertThat(told).isZero();
  }

  /** Kubernetes: the file is a link into a folder that is a link, and that one is replaced. */
  @Test
  void noticesThatALinkLeadsElsewhere() throws IOException {
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, version("v1", "one"));
    files = Set.of(Files.createSymbolicLink(folder.resolve("mounted.yaml"), data.resolve("c")));
    ConfigWatch watch = watch();

    Path next = Files.createSymbolicLink(folder.resolve("..tmp"), version("v2", "two"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    look(watch);

    assertThat(told).isEqualTo(1);
  }

  @Test
  void tells_whenAFileIsGone_andWhenItIsBack() throws IOException {
    ConfigWatch watch = watch();

    Files.delete(file);
    look(watch);
    Files.writeString(file, "one");
    look(watch);

    assertThat(told).isEqualTo(2);
  }

  @Test
  void looksAtFilesThatCameWithTheChange() throws IOException {
    Path included = folder.resolve("included.yaml");
    Files.writeString(included, "there");
    var watch =
        new ConfigWatch(
            () -> files,
            () -> {
              files = Set.of(file, included);
              told++;
            });

    Files.writeString(file, "includes another");
    look(watch);
    Files.writeString(included, "changed");
    look(watch);

    assertThat(told).isEqualTo(2);
  }

  private ConfigWatch watch() {
    return new ConfigWatch(() -> files, () -> told++);
  }

  private static void look(ConfigWatch watch) {
    watch.look();
    watch.look();
    watch.look();
  }

  private Path version(String name, String text) throws IOException {
    Path version = Files.createDirectory(folder.resolve(name));
    Files.writeString(version.resolve("c"), text);
    return version;
  }
}
