package dev.weir.cli.keys;

import dev.weir.cli.api.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir keys list}, and {@code weir keys} without more. */
@Command(
    name = "list",
    abbreviateSynopsis = true,
    description = "Lists the keys, all pages of them.")
class ListKeys implements Runnable {
  final Keys keys;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "Only keys of this team: its id or alias.")
  private @Nullable String team;

  @Option(names = "--user", paramLabel = "USER", description = "Only keys of this user's id.")
  private @Nullable String user;

  @Option(
      names = "--over",
      paramLabel = "PERCENT",
      converter = Percent.Converter.class,
      description = "Only keys that have used at least so much of their budget, such as 80.")
  private @Nullable Percent over;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only keys in these states: ${COMPLETION-CANDIDATES}.")
  private Set<KeyState> states = EnumSet.noneOf(KeyState.class);

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description =
          "${COMPLETION-CANDIDATES}; amounts and shares largest first (default: created).")
  private KeyOrder sort = KeyOrder.CREATED;

  @Option(names = "--reverse", description = "The other way round.")
  private boolean reverse;

  ListKeys(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void run() {
    List<KeyRow> shown = new ArrayList<>(selected());
    Comparator<KeyRow> order = sort.comparator();
    shown.sort(reverse ? order.reversed() : order);
    if (keys.json()) {
      shown.forEach(key -> keys.terminal().print(KeyJson.of(key, keys.now())));
      return;
    }
    if (shown.isEmpty()) {
      keys.terminal().note("no keys");
      return;
    }
    keys.terminal().print(KeyTable.of(shown, keys.now()));
  }

  private List<KeyRow> selected() {
    return Pages.keys(keys.gateway(), user == null ? Map.of() : Map.of("user_id", user)).stream()
        .map(KeyRow::of)
        .filter(key -> team == null || team.equals(key.team()) || team.equals(key.teamAlias()))
        .filter(key -> over == null || over.reachedBy(key.share()))
        .filter(key -> states.isEmpty() || states.contains(key.state(keys.now())))
        .toList();
  }
}
