package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Gateway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir keys regenerate KEY}: the same key with another secret, printed once. */
@Command(
    name = "regenerate",
    abbreviateSynopsis = true,
    description =
        "Gives a key another secret and prints it. Settings, budget and spend stay; the old secret"
            + " stops at once, or after --grace.")
final class RegenerateKey implements Runnable {
  private final Keys keys;

  @Parameters(paramLabel = "KEY", description = KeyNames.DESCRIPTION)
  private String name = "";

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "The old secret works for so long yet, such as 24h.")
  private @Nullable String grace;

  RegenerateKey(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void run() {
    Gateway gateway = keys.gateway();
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("key", keys.finder(gateway).reference(name));
    if (grace != null) {
      body.put("grace_period", grace);
    }
    NewKey.show(keys, gateway.post("/key/regenerate", body));
  }
}
