package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Fact;
import dev.weir.accounting.fold.Signal;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.DeadLetter;
import dev.weir.schemas.events.SpendDay;

/** What a fold sends on. */
sealed interface Emission {
  /** To the fold of totals. */
  record Of(Fact fact) implements Emission {}

  /** To the fold of on-call. */
  record Noticed(Signal signal) implements Emission {}

  /** A record that could not be read. */
  record Dead(DeadLetter letter) implements Emission {}

  /** A day of a key. */
  record KeyDay(SpendDay day) implements Emission {}

  /** A day of a team. */
  record TeamDay(SpendDay day) implements Emission {}

  /** A day of a user. */
  record UserDay(SpendDay day) implements Emission {}

  /** Something that on-call reads. */
  record Tell(Alert alert) implements Emission {}
}
