import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Formats, or checks the format of, the Java files below a folder: {@code Format check|apply DIR}. */
public class Format {
  public static void main(String[] args) throws IOException, FormatterException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> wrong = new ArrayList<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String before = Files.readString(file);
        String sorted = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(before), Style.GOOGLE);
        String after = new Formatter().formatSource(sorted);
        if (!after.equals(before)) {
          wrong.add(file);
          if (apply) {
            Files.writeString(file, after);
          }
        }
      }
    }
    if (!apply && !wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("run: mvn test-compile -Dformat=apply");
      System.exit(1);
    }
  }
}
