package dev.weir.gateway.app;

import dev.weir.gateway.admin.ConfigReload;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.Notice;
import dev.weir.schemas.config.WeirConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again: takes it whole, or leaves everything as it is and says why. One at
 * a time. What only a start can change keeps its value and is named.
 */
final class Reload implements ConfigReload {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reload.class);

  private final ConfigSource source;
  private final WeirConfig started;
  private final LiveConfig live;
  private volatile State state;
  private volatile Set<Path> files;

  /**
   * How it stands, for metrics.
   *
   * @param at when a configuration was taken last
   * @param errorLine of the first error in the one that was refused last, 0: it was taken
   */
  record State(long applied, long refused, Instant at, boolean good, int errorLine, int restart) {}

  Reload(ConfigSource source, LoadResult.Loaded started, LiveConfig live) {
    this.source = source;
    this.started = started.config();
    this.files = started.files();
    this.live = live;
    this.state = new State(0, 0, live.now(), true, 0, 0);
  }

  State state() {
    return state;
  }

  /** What was looked into last time. */
  Set<Path> files() {
    return files;
  }

  @Override
  public synchronized Outcome reload() {
    LoadResult result = source.read();
    files = result.files();
    return switch (result) {
      case LoadResult.Loaded loaded -> apply(loaded);
      case LoadResult.Refused refused -> refuse(refused.errors());
    };
  }

  private Outcome apply(LoadResult.Loaded loaded) {
    live.apply(loaded.config());
    List<String> restart = RestartOnly.changed(started, loaded.config());
    List<String> warnings = loaded.warnings().stream().map(Notice::toString).toList();
    State old = state;
    state = new State(old.applied + 1, old.refused, live.now(), true, 0, restart.size());
    warnings.forEach(warning -> LOGGER.warn("configuration: {}", warning));
    restart.forEach(name -> LOGGER.warn("configuration: {} changes only with a restart", name));
    LOGGER.info("the configuration was read again; new calls are served by it");
    return new Applied(warnings, restart);
  }

  private Outcome refuse(List<Notice> notices) {
    List<String> errors = notices.stream().map(Notice::toString).toList();
    State old = state;
    int line = notices.getFirst().place().line();
    state = new State(old.applied, old.refused + 1, old.at, false, line, old.restart);
    errors.forEach(error -> LOGGER.error("configuration refused, the old one stays: {}", error));
    return new Refused(errors);
  }
}
