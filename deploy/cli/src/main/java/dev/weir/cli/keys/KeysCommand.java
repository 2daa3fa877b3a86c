package dev.weir.cli.keys;

import dev.weir.cli.api.GatewayOptions;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir keys}: lists, or does what its subcommand says. */
@Command(
    name = "keys",
    abbreviateSynopsis = true,
    description = "Shows and changes the virtual keys of a running gateway.",
    footer = {
      "",
      "Examples:",
      "  weir keys                                    all keys",
      "  weir keys --over 80 --sort used              those that have nearly used up their budget",
      "  weir keys --team payments --state blocked,expired",
      "  weir keys create --alias ci --team payments --budget 50 --period 30d",
      "  weir keys block checkout-key",
      "  weir keys --json | jq -r 'select(.state == \"spent\") | .alias'"
    })
public final class KeysCommand extends ListKeys {
  private KeysCommand(Keys keys) {
    super(keys);
  }

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings, OutputOptions output) {
    var gateway = new GatewayOptions(surroundings);
    return commandLine(new Keys(surroundings, output, gateway::gateway))
        .addMixin("gateway", gateway);
  }

  static CommandLine commandLine(Keys keys) {
    var line = new CommandLine(new KeysCommand(keys));
    List.of(
            new ListKeys(keys),
            new KeyInfo(keys),
            new CreateKey(keys),
            new BlockKeys.Block(keys),
            new BlockKeys.Unblock(keys),
            new RegenerateKey(keys),
            new DeleteKeys(keys),
            new ImportKeys(keys))
        .forEach(line::addSubcommand);
    return line;
  }
}
