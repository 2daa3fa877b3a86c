package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
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
}
