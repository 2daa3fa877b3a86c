package dev.weir.cli.spend;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one whose spend is asked for. */
final class Whose {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "Only of this key: its alias or id; with --by model or day.")
  private @Nullable String key;

  @Option(
      names = "--team",
      required = true,
      paramLabel = "TEAM",
      description = "Only of this team: its alias or id; with --by model or day.")
  private @Nullable String team;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "USER",
      description = "Only of this user: its alias or id; with --by model or day.")
  private @Nullable String user;

  /** Where its spend stands. */
  Topic<SpendDay> topic(Topics topics) {
    if (team != null) {
      return topics.spendByTeam();
    }
    return user != null ? topics.spendByUser() : topics.spendByKey();
  }

  /** Whether the day is one of it. */
  boolean spent(SpendDay day) {
    String name = team != null ? team : user != null ? user : Objects.requireNonNull(key);
    return name.equals(day.id()) || name.equals(day.alias());
  }

  /** The topics know a key's models and days, and not its teams. */
  static void check(By by) {
    if (by != By.MODEL && by != By.DAY) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--key, --team and --user go with --by model or --by day");
    }
  }
}
