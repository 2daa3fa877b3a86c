package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamMember;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerRatesTest {
  @Test
  void limitsAUserOverAllItsKeys_inAnyTeam() {
    var caller =
        new Caller.VirtualKey(
            Entries.key("k", "search"),
            Entries.team("search", null, false),
            Entries.user("u", null));

    assertThat(CallerRates.of(caller, List.of("gpt-4o")))
        .containsExactly(
            new RateLimit(Scope.USER, "u", Unit.REQUESTS, 9),
            new RateLimit(Scope.USER, "u", Unit.TOKENS, 9),
            new RateLimit(Scope.USER, "u", Unit.MAX_PARALLEL_REQUESTS, 9));
  }

  @Test
  void limitsAMemberOverItsKeysInTheTeam() {
    var terms = new MemberTerms(null, 3L, 4L);
    var team =
        Entries.team("search", null, false)
            .withMembers(List.of(new TeamMember("ann", "user", terms)), Entries.THEN);
    var caller = new Caller.VirtualKey(Entries.keyOf("ann", "search"), team);

    assertThat(CallerRates.of(caller, List.of("gpt-4o")))
        .containsExactly(
            new RateLimit(Scope.TEAM_MEMBER, "ann:search", Unit.REQUESTS, 3),
            new RateLimit(Scope.TEAM_MEMBER, "ann:search", Unit.TOKENS, 4));
  }
}
