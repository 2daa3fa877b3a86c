package dev.weir.cli.keys;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The keys that a command is about. */
final class KeyNames {
  static final String DESCRIPTION =
      "Its alias, id, or the beginning of the id; `-`: the key itself on standard input.";

  @Parameters(paramLabel = "KEY", arity = "1..*", description = DESCRIPTION)
  private List<String> names = List.of();

  List<String> names() {
    return names;
  }
}
