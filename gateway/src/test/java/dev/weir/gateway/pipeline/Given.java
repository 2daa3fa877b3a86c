package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.routing.Ask;
import dev.weir.gateway.routing.Conditions;
import dev.weir.gateway.routing.Destination;
import dev.weir.gateway.routing.Plan;
import dev.weir.gateway.routing.RoutingRules;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What most tests of calls begin with. */
final class Given {
  static final Duration MINUTE = Duration.ofMinutes(1);

  private Given() {}

  static Candidate candidate(String group, String id) {
    return Candidate.of(deployment(group, id), MINUTE);
  }

  static Deployment deployment(String group, String id) {
    return new Deployment(
        id,
        group,
        Provider.OPENAI,
        "gpt-4o-mini",
        URI.create("http://provider.test/v1"),
        new Secret("k"),
        null,
        Map.of(),
        null,
        null,
        1_000);
  }

  static Served served() {
    return new Served("call-1", deployment("g", "d").route(), 0, 0, null, Map.of(), null);
  }

  /** A call of group {@code g} with its own timeouts. */
  static Call call(@Nullable Duration timeout, @Nullable Duration streamTimeout) {
    var request =
        new ClientRequest(
            Protocol.OPENAI_CHAT,
            "{\"model\":\"g\",\"messages\":[]}".getBytes(UTF_8),
            "g",
            streamTimeout != null,
            false,
            null,
            1);
    var table = new RoutingTable(List.of(candidate("g", "d")), Map.of());
    var rules = new RoutingRules(1, Duration.ZERO, Fallbacks.NONE, 5);
    var caller = new Caller.Master();
    return new Call(
        "call-1",
        caller,
        caller.payer(),
        request,
        new Plan(
            table,
            rules,
            Conditions.CALM,
            new Destination("g", null, List.of("g")),
            Ask.ANYTHING,
            7),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        timeout,
        streamTimeout,
        MINUTE,
        null,
        Map.of());
  }
}
