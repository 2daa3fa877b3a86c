package dev.weir.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Facts;
import dev.weir.gateway.core.Candidate.Limits;
import dev.weir.gateway.core.Candidate.Preference;
import dev.weir.gateway.core.Candidate.Timeouts;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.gateway.quota.rate.RatePlane;
import dev.weir.gateway.routing.Conditions;
import dev.weir.gateway.routing.Usage;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedUsageTest {
  /** This node sent 7 requests and 900 tokens. */
  private static final Conditions LOCAL =
      new Conditions() {
        @Override
        public int inFlight(Candidate candidate) {
          return 3;
        }

        @Override
        public Usage usage(Candidate candidate) {
          return new Usage(7, 900);
        }

        @Override
        public double latency(Candidate candidate, boolean stream, Choice choice) {
          return 0;
        }
      };

  /** Of every limit on requests 60 are left, of every one on tokens 400. */
  private static final RatePlane RATES =
      new RatePlane() {
        @Override
        public RateAdmission admit(List<RateLimit> limits, long tokens) {
          throw new AssertionError("looking must not take");
        }

        @Override
        public RateFigures figures(RateLimit limit) {
          return new RateFigures(limit, limit.unit() == Unit.REQUESTS ? 60 : 400, Duration.ZERO);
        }
      };

  private final SharedUsage shared = new SharedUsage(LOCAL, RATES);

  @Test
  void tellsWhatAllNodesUsed_whereTheDeploymentHasLimits() {
    assertThat(shared.usage(limited(100L, 2_000L))).isEqualTo(new Usage(40, 1_600));
  }

  @Test
  void tellsWhatThisNodeUsed_whereItHasNone() {
    assertThat(shared.usage(limited(null, null))).isEqualTo(new Usage(7, 900));
  }

  @Test
  void neverTellsLessThanThisNodeUsed() {
    assertThat(shared.usage(limited(65L, 1_000L))).isEqualTo(new Usage(7, 900));
  }

  private static Candidate limited(@Nullable Long rpm, @Nullable Long tpm) {
    var deployment =
        new Deployment(
            "d",
            "g",
            Provider.OPENAI,
            "gpt-4o",
            URI.create("http://localhost/v1"),
            new Secret("sk"),
            null,
            Map.of(),
            null,
            null,
            100);
    return new Candidate(
        deployment,
        Preference.NONE,
        new Limits(rpm, tpm, null),
        Timeouts.of(Duration.ofSeconds(1)),
        null,
        false,
        BreakerTerms.STANDARD,
        Facts.NONE,
        null);
  }
}
