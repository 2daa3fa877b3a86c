package dev.weir.cli.keys;

import dev.weir.cli.api.Gateway;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import java.time.Instant;
import java.util.function.Supplier;

/** What every command about keys needs. */
record Keys(Surroundings surroundings, OutputOptions output, Supplier<Gateway> gateways) {
  Gateway gateway() {
    return gateways.get();
  }

  KeyFinder finder(Gateway gateway) {
    return new KeyFinder(gateway, surroundings);
  }

  Terminal terminal() {
    return surroundings.terminal();
  }

  boolean json() {
    return output.json();
  }

  Instant now() {
    return surroundings.clock().instant();
  }
}
