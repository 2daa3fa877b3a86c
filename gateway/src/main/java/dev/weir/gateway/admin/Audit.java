package dev.weir.gateway.admin;

import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One log line for each change that an admin made: what, of whom, and never a key. */
final class Audit {
  private static final Logger LOGGER = LoggerFactory.getLogger(Audit.class);

  private Audit() {}

  static void key(String action, KeyEntry key, List<String> warnings) {
    line("key." + action, warnings)
        .addKeyValue("id", key.id())
        .addKeyValue("name", key.name())
        .addKeyValue("alias", key.alias())
        .addKeyValue("team", key.team())
        .addKeyValue("version", key.version())
        .addKeyValue("models", key.models())
        .addKeyValue("budget", key.budget())
        .addKeyValue("expires", key.expires())
        .addKeyValue("blocked", key.blocked())
        .log("audit");
  }

  static void team(String action, TeamEntry team, List<String> warnings) {
    line("team." + action, warnings)
        .addKeyValue("id", team.id())
        .addKeyValue("alias", team.alias())
        .addKeyValue("version", team.version())
        .addKeyValue("models", team.models())
        .addKeyValue("budget", team.budget())
        .addKeyValue("blocked", team.blocked())
        .log("audit");
  }

  private static LoggingEventBuilder line(String action, List<String> warnings) {
    LoggingEventBuilder line = warnings.isEmpty() ? LOGGER.atInfo() : LOGGER.atWarn();
    return line.addKeyValue("action", action).addKeyValue("warnings", warnings);
  }
}
