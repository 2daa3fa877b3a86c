package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Digest;
import dev.weir.accounting.fold.Signal;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.Repeats;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When signals of each kind are told, and what is told of many. */
record DigestRules(Signs signs) {
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration LATER = Duration.ofHours(1);

  /** Orphans of one death are found one after the other. */
  private static final Duration GATHER = Duration.ofSeconds(10);

  Digest.Policy policy(Signal signal) {
    return new Digest.Policy(
        switch (signal) {
          case Signal.Failed _, Signal.Slow _ ->
              List.of(Duration.ZERO, signs.repeatAfter(), SOON, LATER);
          case Signal.Unpriced _ -> List.of(Duration.ZERO, Duration.ofDays(1));
          case Signal.Orphaned _, Signal.Opened _, Signal.Ended _ -> List.of(GATHER, SOON, LATER);
        });
  }

  /**
   * The alert of all that a digest holds.
   *
   * @param nodeOf the node that an epoch is a life of
   */
  Alert alert(Digest digest, Function<String, @Nullable String> nodeOf) {
    Repeats repeats = digest.count() == 1 ? null : digest.repeats();
    return switch (digest.last()) {
      case Signal.Failed it ->
          new Alert.ProviderFailed(
              it.at(),
              it.route(),
              it.at().truncatedTo(ChronoUnit.MINUTES),
              it.httpStatus(),
              it.error(),
              it.call(),
              repeats);
      case Signal.Slow it ->
          new Alert.CallsSlow(
              it.at(), it.route(), signs.slowAfter(), it.took(), it.call(), repeats);
      case Signal.Unpriced it -> new Alert.ModelUnpriced(it.at(), it.route(), it.call(), repeats);
      case Signal.Orphaned it ->
          new Alert.AttemptsOrphaned(
              it.at(),
              it.epoch(),
              nodeOf.apply(it.epoch()),
              digest.repeats(),
              digest.chargedNanoUsd());
      case Signal.Opened _, Signal.Ended _ ->
          throw new IllegalStateException("an epoch is not counted");
    };
  }
}
