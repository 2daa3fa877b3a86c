package dev.weir.cli.keys;

import dev.weir.cli.api.Gateway;
import dev.weir.cli.api.Pages;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Printable;
import dev.weir.cli.terminal.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the key that somebody means. */
final class KeyFinder {
  /** Instead of a name: the key itself comes by standard input. */
  static final String FROM_INPUT = "-";

  private static final String SECRET_PREFIX = "sk-";
  private static final String MASKED_PREFIX = "sk-...";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID_START = Pattern.compile("[0-9a-f]{6,63}");

  private final Gateway gateway;
  private final Surroundings surroundings;

  KeyFinder(Gateway gateway, Surroundings surroundings) {
    this.gateway = gateway;
    this.surroundings = surroundings;
  }

  /**
   * What names the key to the gateway: its id, or the key itself where it comes by standard input.
   *
   * @throws CommandFailure if there is none, or more than one
   */
  String reference(String name) {
    return name.equals(FROM_INPUT) ? secret() : find(name).id();
  }

  /**
   * The one key with this alias, id, beginning of an id, or masked name.
   *
   * @throws CommandFailure if there is none, or more than one
   */
  KeyRow find(String name) {
    if (name.startsWith(SECRET_PREFIX) && !name.startsWith(MASKED_PREFIX)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "a key as an argument stands in the process list and the shell's history: name it by its"
              + " alias or id (to block, delete or regenerate one, give `-`, and the key on"
              + " standard input)");
    }
    List<KeyRow> found = keys(ID.matcher(name).matches() ? "key_hash" : "key_alias", name);
    return one(name, found.isEmpty() ? similar(name) : found);
  }

  private List<KeyRow> similar(String name) {
    boolean start = ID_START.matcher(name).matches();
    return Pages.keys(gateway, Map.of()).stream()
        .map(KeyRow::of)
        .filter(key -> key.name().equals(name) || (start && key.id().startsWith(name)))
        .toList();
  }

  private String secret() {
    String secret = surroundings.hiddenLine("Key: ");
    if (secret.startsWith(SECRET_PREFIX)) {
      return secret;
    }
    throw new CommandFailure(ExitStatus.USAGE, "standard input holds no key: one begins with sk-");
  }

  private List<KeyRow> keys(String field, String value) {
    return Pages.keys(gateway, Map.of(field, value)).stream().map(KeyRow::of).toList();
  }

  private static KeyRow one(String name, List<KeyRow> found) {
    if (found.size() == 1) {
      return found.getFirst();
    }
    String all =
        found.stream().map(KeyRow::id).collect(Collectors.joining(", ", "; their ids are ", ""));
    throw new CommandFailure(
        ExitStatus.REFUSED,
        found.isEmpty()
            ? "no key `" + Printable.of(name) + "`"
            : found.size() + " keys are `" + Printable.of(name) + "`" + all);
  }
}
