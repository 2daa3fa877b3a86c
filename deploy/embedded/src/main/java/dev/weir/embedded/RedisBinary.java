package dev.weir.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a {@code redis-server} program to run. */
final class RedisBinary {
  private static final String CARRIED = "redis-server-7.0.15-";
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

  /** Older servers lack functions and sharded publish/subscribe. */
  private static final int LOWEST_MAJOR = 7;

  private RedisBinary() {}

  /** The first fit server on the PATH, else the carried one, copied to the directory. */
  static Path find(Path directory, String searchPath) {
    return Stream.of(searchPath.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .filter(RedisBinary::isFit)
        .findFirst()
        .orElseGet(() -> copyCarried(directory));
  }

  private static boolean isFit(Path program) {
    try {
      var process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      var version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var matcher = VERSION.matcher(version);
      return matcher.find() && Integer.parseInt(matcher.group(1)) >= LOWEST_MAJOR;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path copyCarried(Path directory) {
    var name = CARRIED + system() + "-" + architecture();
    var target = directory.resolve(name);
    // The JDK's class loader finds the resource at the root of org.signal:embedded-redis.
    try (var in = RedisBinary.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new StartException(
            "no redis-server 7 or newer on the PATH, and none is carried for this machine (%s)"
                .formatted(name));
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      if (!target.toFile().setExecutable(true)) {
        throw new StartException("can't make " + target + " executable");
      }
      return target;
    } catch (IOException e) {
      throw new StartException("can't write " + target + ": " + e, e);
    }
  }

  private static String system() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : name;
  }

  private static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name.equals("x86_64") ? "amd64" : name;
  }
}
