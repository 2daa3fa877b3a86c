package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.cli.api.Gateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir keys block} and {@code unblock}: one key after the other, until one fails. */
abstract sealed class BlockKeys implements Runnable {
  private final Keys keys;
  private final String route;

  @Mixin private KeyNames names = new KeyNames();

  private BlockKeys(Keys keys, String route) {
    this.keys = keys;
    this.route = route;
  }

  @Override
  public void run() {
    Gateway gateway = keys.gateway();
    KeyFinder finder = keys.finder(gateway);
    for (String name : names.names()) {
      JsonNode changed =
          gateway.post(
              route, JsonNodeFactory.instance.objectNode().put("key", finder.reference(name)));
      KeyRow key = KeyRow.of(changed);
      if (keys.json()) {
        keys.terminal().print(KeyJson.of(key, keys.now()));
      } else {
        keys.terminal().note(key.shownName() + " is " + key.state(keys.now()));
      }
    }
  }

  /** Blocks. */
  @Command(
      name = "block",
      abbreviateSynopsis = true,
      description = "Blocks keys: their calls are refused from now on.")
  static final class Block extends BlockKeys {
    Block(Keys keys) {
      super(keys, "/key/block");
    }
  }

  /** Unblocks. */
  @Command(
      name = "unblock",
      abbreviateSynopsis = true,
      description = "Lets blocked keys work again.")
  static final class Unblock extends BlockKeys {
    Unblock(Keys keys) {
      super(keys, "/key/unblock");
    }
  }
}
