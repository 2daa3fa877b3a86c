package dev.weir.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Files and methods of all modules stay short. */
class SourceSizeTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 60;
  private static final int MEDIAN_FILE_LINES = 80;

  @Test
  void noFileIsLongerThan400Lines() throws IOException {
    var tooLong = new TreeMap<String, Integer>(lines("src/main/java"));
    tooLong.putAll(lines("src/test/java"));
    tooLong.values().removeIf(lines -> lines <= FILE_LINES);

    assertThat(tooLong).isEmpty();
  }

  @Test
  void halfOfTheFilesHaveAtMost80Lines() throws IOException {
    List<Integer> sorted = lines("src/main/java").values().stream().sorted().toList();

    assertThat(sorted.get(sorted.size() / 2)).isLessThanOrEqualTo(MEDIAN_FILE_LINES);
  }

  @Test
  void looksAtEveryModule() throws IOException {
    assertThat(sources("src/main/java"))
        .map(Path::toString)
        .anyMatch(file -> file.contains("gateway/"))
        .anyMatch(file -> file.contains("accounting/"))
        .anyMatch(file -> file.contains("alerts/"))
        .anyMatch(file -> file.contains("deploy/provider/"));
  }

  @Test
  void noMethodIsLongerThan60Lines() throws IOException {
    assertThat(longMethods("src/main/java")).isEmpty();
    assertThat(longMethods("src/test/java")).isEmpty();
  }

  private static Map<String, Integer> lines(String root) throws IOException {
    var lines = new TreeMap<String, Integer>();
    for (Path file : sources(root)) {
      lines.put(file.toString(), Files.readAllLines(file).size());
    }
    return lines;
  }

  /** A module is below the root, or below {@code deploy}; what is built is not looked at. */
  private static List<Path> sources(String root) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path group : List.of(Path.of(".."), Path.of("..", "deploy"))) {
      try (Stream<Path> modules = Files.list(group)) {
        for (Path module : modules.sorted().toList()) {
          found.addAll(sources(module.resolve(root)));
        }
      }
    }
    return found;
  }

  private static List<Path> sources(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> longMethods(String root) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var objects = files.getJavaFileObjectsFromPaths(sources(root));
      var task = (JavacTask) compiler.getTask(null, files, null, null, null, objects);
      var found = new ArrayList<String>();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new LongMethods(unit, Trees.instance(task)), found);
      }
      return found;
    }
  }

  private static final class LongMethods extends TreeScanner<Void, List<String>> {
    private final CompilationUnitTree unit;
    private final Trees trees;

    LongMethods(CompilationUnitTree unit, Trees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitMethod(MethodTree method, List<String> found) {
      LineMap map = unit.getLineMap();
      var positions = trees.getSourcePositions();
      long first = map.getLineNumber(positions.getStartPosition(unit, method));
      long last = map.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
      if (last - first + 1 > METHOD_LINES) {
        found.add(unit.getSourceFile().getName() + ": " + method.getName());
      }
      return super.visitMethod(method, found);
    }
  }
}
