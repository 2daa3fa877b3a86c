package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a client gets no answer of a provider. What it is told is decided at the edge. */
public sealed interface Refusal {
  /** Short code: in logs and metrics. */
  String code();

  /**
   * The request is at fault: 400.
   *
   * @param param the field, null if it is not about one
   */
  record BadRequest(@Nullable String param, String message) implements Refusal {
    @Override
    public String code() {
      return "bad_request";
    }
  }

  /** Sets what only the operator may set, such as {@code api_base}: 401, as LiteLLM answers. */
  record ForbiddenField(String message) implements Refusal {
    @Override
    public String code() {
      return "forbidden_field";
    }
  }

  /**
   * The key may not use this control of the response cache: 403.
   *
   * @param control LiteLLM's name
   */
  record CacheControlDenied(String control) implements Refusal {
    @Override
    public String code() {
      return "cache_control_denied";
    }
  }

  /** No such model group: 404. */
  record UnknownModel(String model) implements Refusal {
    @Override
    public String code() {
      return "unknown_model";
    }
  }

  /**
   * The key, or its team, may not use the model: 403.
   *
   * @param type tells whose list is in the way
   */
  record ModelDenied(String type, String message) implements Refusal {
    @Override
    public String code() {
      return "model_denied";
    }
  }

  /**
   * The caller's rate is reached: 429.
   *
   * @param again when it may try
   */
  record RateLimited(RateFigures by, Duration retryAfter, Instant again) implements Refusal {
    @Override
    public String code() {
      return "rate_limited";
    }
  }

  /** Nobody can say whether the caller's rate is reached: 503. */
  record RateUnavailable(RateAdmission.Unavailable by) implements Refusal {
    @Override
    public String code() {
      return "rate_unavailable";
    }
  }

  /** A budget cannot pay for it: 402. */
  record BudgetExhausted(Caller caller, Admission.Exhausted by) implements Refusal {
    @Override
    public String code() {
      return "budget_exhausted";
    }
  }

  /** A budget is busy with other calls: 429. */
  record BudgetBusy(Admission.Busy by) implements Refusal {
    @Override
    public String code() {
      return "budget_busy";
    }
  }

  /** Nobody can say whether a budget can pay: 503. */
  record BudgetUnavailable(Admission.Unavailable by) implements Refusal {
    @Override
    public String code() {
      return "budget_unavailable";
    }
  }

  /** A caller with a budget asked for a model whose price is not known: 400. */
  record Unpriced(String group, String model) implements Refusal {
    @Override
    public String code() {
      return "unpriced";
    }
  }

  /** The attempt could not be recorded: 503. */
  record JournalFull(String reason) implements Refusal {
    @Override
    public String code() {
      return "journal_full";
    }
  }

  /** The node is being stopped: 503. */
  record Stopping() implements Refusal {
    @Override
    public String code() {
      return "stopping";
    }
  }

  /**
   * Every provider that may be asked failed.
   *
   * @param failure the first one's
   * @param providerHeaders of the last provider that answered at all
   */
  record ProviderFailed(
      String group, Failure failure, Map<String, String> providerHeaders, Tried tried)
      implements Refusal {
    /**
     * What was tried.
     *
     * @param retries attempts after the first of their group
     * @param fallbacks groups after the first
     * @param deployment the first that failed; null: none was called
     */
    public record Tried(
        int retries, int fallbacks, @Nullable String deployment, List<TrailStep> steps) {
      public Tried {
        steps = List.copyOf(steps);
      }
    }

    @Override
    public String code() {
      return "provider_" + failure.code();
    }
  }
}
