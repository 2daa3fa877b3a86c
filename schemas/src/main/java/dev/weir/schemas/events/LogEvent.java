package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * A record of {@code weir.attempts.v1}. ({@link #journal}, {@link #seq}) is its identity: seq grows
 * by one per event of a journal, and a reader that has seen a seq of a journal in a partition drops
 * every record of that journal in that partition with the same or a lower one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AttemptStarted.class, name = "attempt-started"),
  @JsonSubTypes.Type(value = AttemptFinished.class, name = "attempt-finished"),
  @JsonSubTypes.Type(value = EpochOpened.class, name = "epoch-opened"),
  @JsonSubTypes.Type(value = EpochClosed.class, name = "epoch-closed"),
  @JsonSubTypes.Type(value = EpochAbandoned.class, name = "epoch-abandoned")
})
public sealed interface LogEvent
    permits AttemptStarted, AttemptFinished, EpochOpened, EpochClosed, EpochAbandoned {
  /** Id of the journal that the event was first written to. */
  String journal();

  /** Position in that journal, from 1. */
  long seq();

  /** When it happened, by the writer's clock. */
  Instant at();

  /** The epoch it is about. */
  String epoch();
}
