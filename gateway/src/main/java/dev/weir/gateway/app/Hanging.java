package dev.weir.gateway.app;

import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.HangingAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The attempts that have run for too long and still do, by deployment.
 *
 * @param open all that have not ended
 * @param after what is too long
 */
record Hanging(Supplier<List<AttemptStarted>> open, Duration after, InstantSource clock)
    implements Supplier<List<HangingAttempts>> {
  @Override
  public List<HangingAttempts> get() {
    Instant latest = clock.instant().minus(after);
    Map<String, List<AttemptStarted>> byDeployment =
        open.get().stream()
            .filter(attempt -> attempt.at().isBefore(latest))
            .collect(
                Collectors.groupingBy(
                    it -> it.route().deployment(), TreeMap::new, Collectors.toList()));
    return byDeployment.values().stream().map(Hanging::together).toList();
  }

  private static HangingAttempts together(List<AttemptStarted> attempts) {
    AttemptStarted oldest =
        attempts.stream().min(Comparator.comparing(AttemptStarted::at)).orElseThrow();
    return new HangingAttempts(oldest.route(), attempts.size(), oldest.at(), oldest.call());
  }
}
