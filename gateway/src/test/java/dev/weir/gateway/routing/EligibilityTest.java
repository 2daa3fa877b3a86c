package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Facts;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.config.Balancing.Tags;
import dev.weir.schemas.config.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EligibilityTest {
  private static final Candidate EU = with("eu", new Facts(null, null, "EU", Map.of()));
  private static final Candidate FRANKFURT =
      with("eu-central-1", new Facts(null, null, "eu-central-1", Map.of()));
  private static final Candidate EUROPA = with("europa", new Facts(null, null, "europa", Map.of()));
  private static final Candidate NOWHERE = with("nowhere", Facts.NONE);
  private static final Candidate BLIND = able("blind", Capability.VISION, false);
  private static final Candidate SEEING = able("seeing", Capability.VISION, true);

  @Test
  void keepsToARegion_whetherOrNotCallsAreChecked() {
    List<Candidate> group = List.of(EU, FRANKFURT, EUROPA, NOWHERE);

    for (boolean checks : new boolean[] {true, false}) {
      assertThat(eligible(checks, List.of("eu"), Set.of()).fitting(group))
          .containsExactly(EU, FRANKFURT);
      assertThat(eligible(checks, List.of("eu", "eu-central-1"), Set.of()).fitting(group))
          .containsExactly(FRANKFURT);
      assertThat(eligible(checks, List.of(), Set.of()).fitting(group)).isEqualTo(group);
    }
  }

  @Test
  void passesOverWhoIsKnownNotToBeAbleTo() {
    List<Candidate> group = List.of(BLIND, SEEING, NOWHERE);

    assertThat(eligible(true, List.of(), Set.of(Capability.VISION)).fitting(group))
        .containsExactly(SEEING, NOWHERE);
    assertThat(eligible(false, List.of(), Set.of(Capability.VISION)).fitting(group))
        .isEqualTo(group);
  }

  @Test
  void blamesTheRequest_whenNobodyIsLeft() {
    assertThat(eligible(true, List.of("us"), Set.of()).failure(List.of(EU)).kind())
        .isEqualTo(Kind.BAD_REQUEST);
    assertThat(eligible(true, List.of(), Set.of(Capability.VISION)).failure(List.of(BLIND)).kind())
        .isEqualTo(Kind.BAD_REQUEST);
  }

  private static Eligibility eligible(boolean checks, List<String> regions, Set<Capability> needs) {
    var balancing = new Balancing(Choice.SHUFFLE, Map.of(), false, Tags.IGNORED, checks);
    return new Eligibility(balancing, new Ask(List.of(), 0, regions, needs, false));
  }

  private static Candidate able(String id, Capability capability, boolean can) {
    return with(id, new Facts(null, null, null, Map.of(capability, can)));
  }

  private static Candidate with(String id, @Nullable Facts facts) {
    Candidate plain = candidate("g", id);
    return new Candidate(
        plain.deployment(),
        plain.preference(),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        facts,
        null);
  }
}
