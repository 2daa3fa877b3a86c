package dev.weir.accounting.fold;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;

/**
 * What on-call may have to know of one event of the log. Travels through a topic of one partition:
 * one place counts what spans partitions.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Signal.Slow.class, name = "slow"),
  @JsonSubTypes.Type(value = Signal.Unpriced.class, name = "unpriced"),
  @JsonSubTypes.Type(value = Signal.Orphaned.class, name = "orphaned"),
  @JsonSubTypes.Type(value = Signal.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = Signal.Ended.class, name = "ended")
})
public sealed interface Signal {
  /** When it happened, by the writer's clock. */
  Instant at();

  /** What it is about: many of one subject are told together. */
  String subject();

  /** An attempt failed, and the provider is to blame, or how it is set up. */
  record Failed(Instant at, Route route, int httpStatus, String error, String call)
      implements Signal {
    @Override
    public String subject() {
      return "failed|" + route.deployment();
    }
  }

  /** An answer took longer than is put up with. */
  record Slow(Instant at, Route route, @JsonProperty("tookNanos") Duration took, String call)
      implements Signal {
    @Override
    public String subject() {
      return "slow|" + route.deployment();
    }
  }

  /** Nobody knows the price of the model. */
  record Unpriced(Instant at, Route route, String call) implements Signal {
    @Override
    public String subject() {
      return "unpriced|" + route.provider() + "|" + route.model();
    }
  }

  /** An attempt was billed at its hold. */
  record Orphaned(Instant at, String epoch, long chargedNanoUsd) implements Signal {
    @Override
    public String subject() {
      return "orphaned|" + epoch;
    }
  }

  /** A node has begun a life. */
  record Opened(Instant at, String epoch, String node) implements Signal {
    @Override
    public String subject() {
      return epoch;
    }
  }

  /** A life of a node is over, or given up. */
  record Ended(Instant at, String epoch) implements Signal {
    @Override
    public String subject() {
      return epoch;
    }
  }
}
