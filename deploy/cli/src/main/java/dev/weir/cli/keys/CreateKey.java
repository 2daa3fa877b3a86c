package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir keys create}: the key is printed once, and nothing else with it. */
@Command(
    name = "create",
    abbreviateSynopsis = true,
    description = "Makes a key and prints it; it is not shown again.",
    footer = {
      "",
      "Examples:",
      "  weir keys create --alias checkout --team payments --budget 50 --period 30d",
      "  KEY=$(weir keys create --alias ci --models gpt-4o-mini --expires-in 1d)"
    })
final class CreateKey implements Runnable {
  private final Keys keys;

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "Its name; no other key may have it.")
  private @Nullable String alias;

  @Option(names = "--team", paramLabel = "ID", description = "The team that it belongs to.")
  private @Nullable String team;

  @Option(names = "--user", paramLabel = "ID", description = "The user that it belongs to.")
  private @Nullable String user;

  @Option(
      names = "--models",
      paramLabel = "MODEL",
      split = ",",
      description = "What it may use, such as gpt-4o,openai/* (default: everything).")
  private List<String> models = List.of();

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "The most that it may spend; 0 blocks.")
  private @Nullable BigDecimal budget;

  @Option(
      names = "--period",
      paramLabel = "TIME",
      description = "How long a budget lasts, such as 24h, 30d, 1mo (default: for ever).")
  private @Nullable String period;

  @Option(
      names = "--soft-budget",
      paramLabel = "USD",
      description = "On-call is told when it is passed; nothing is refused.")
  private @Nullable BigDecimal softBudget;

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      description = "It works for so long, such as 90d (default: for ever).")
  private @Nullable String expiresIn;

  @Option(names = "--rpm", paramLabel = "N", description = "Requests a minute.")
  private @Nullable Long rpm;

  @Option(names = "--tpm", paramLabel = "N", description = "Tokens a minute.")
  private @Nullable Long tpm;

  @Option(names = "--parallel", paramLabel = "N", description = "Requests at the same time.")
  private @Nullable Long parallel;

  CreateKey(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void run() {
    JsonNode made = keys.gateway().post("/key/generate", body());
    NewKey.show(keys, made);
  }

  /** What is not given is not sent: the gateway knows what holds then. */
  private ObjectNode body() {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("key_alias", alias)
            .put("team_id", team)
            .put("user_id", user)
            .put("max_budget", budget)
            .put("budget_duration", period)
            .put("soft_budget", softBudget)
            .put("duration", expiresIn)
            .put("rpm_limit", rpm)
            .put("tpm_limit", tpm)
            .put("max_parallel_requests", parallel);
    body.properties().removeIf(field -> field.getValue().isNull());
    if (!models.isEmpty()) {
      models.forEach(body.putArray("models")::add);
    }
    return body;
  }
}
