package dev.weir.cli.tail;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which attempts are shown. */
final class AttemptFilter {
  private static final int LEAST_ID_DIGITS = 6;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only of this key: its alias, id, or the beginning of the id.")
  private @Nullable String key;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "Only of this team: its alias or id.")
  private @Nullable String team;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Only of this model: the name that clients ask for, or the provider's, with or without"
              + " the provider before it.")
  private @Nullable String model;

  @Option(
      names = "--errors",
      description = "Only attempts that failed, broke off, or died with their gateway.")
  private boolean errors;

  boolean shows(AttemptFinished attempt) {
    return isKey(attempt.payer())
        && isTeam(attempt.payer())
        && isModel(attempt.route())
        && (!errors || isError(attempt.outcome()));
  }

  private boolean isKey(Payer payer) {
    return key == null
        || key.equals(payer.keyAlias())
        || (key.length() >= LEAST_ID_DIGITS && payer.keyId().startsWith(key));
  }

  private boolean isTeam(Payer payer) {
    return team == null || team.equals(payer.team()) || team.equals(payer.teamAlias());
  }

  private boolean isModel(Route route) {
    return model == null
        || model.equals(route.group())
        || model.equals(route.model())
        || model.equals(route.provider() + "/" + route.model());
  }

  private static boolean isError(Outcome outcome) {
    return switch (outcome) {
      case FAILED, CUT, ORPHANED -> true;
      case SUCCEEDED, CANCELLED -> false;
    };
  }
}
