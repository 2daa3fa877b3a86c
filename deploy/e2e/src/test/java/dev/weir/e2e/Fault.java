package dev.weir.e2e;

import dev.weir.provider.Script;
import dev.weir.provider.http.BadAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a provider fails, and what must come of it.
 *
 * @param what made anew for each row: some scripts count
 * @param whole what is expected of an answer that is not streamed; null: the fault is of streams
 * @param streamed null: the fault is not of streams
 * @param pause the least time between two attempts on the failing deployment
 * @param upstreams whose fault it is
 */
record Fault(
    String name,
    What what,
    @Nullable Expected whole,
    @Nullable Expected streamed,
    Duration pause,
    List<Upstream> upstreams) {

  /** Who fails. */
  enum Upstream {
    OPENAI("openai/gpt-4o", "/v1"),
    AZURE("azure/gpt-4o", ""),
    ANTHROPIC("anthropic/claude-sonnet-4-6", "");

    private final String model;
    private final String path;

    Upstream(String model, String path) {
      this.model = model;
      this.path = path;
    }

    String model() {
      return model;
    }

    /** What its base URL ends in. */
    String path() {
      return path;
    }
  }

  /** What is wrong. */
  sealed interface What {
    record Scripted(Supplier<Script> script) implements What {}

    record Unreachable(Supplier<BadAddress> address) implements What {}
  }

  /** What the client gets. */
  enum Gets {
    /** The primary's answer. */
    PRIMARY,
    /** The fallback's answer, and nothing of the primary. */
    FALLBACK,
    /** The beginning of the primary's answer, and an error in the client's protocol. */
    BEGINNING,
    /** An error with status 400. */
    REFUSAL
  }

  /** Whether the gateway can know what the provider bills. */
  enum Bills {
    KNOWN,
    ESTIMATED,
    /** Depends on what the operating system notices first. */
    EITHER
  }

  /**
   * What must come of it.
   *
   * @param attempts that the gateway makes on the failing deployment
   */
  record Expected(Gets gets, int attempts, Bills bills) {}

  /** Null: the fault is not of such calls. */
  @Nullable Expected expected(boolean stream) {
    return stream ? streamed : whole;
  }

  @Override
  public String toString() {
    return name;
  }
}
