package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Gateway;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Printable;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir keys delete}: all that are named, or none if one is not known. */
@Command(
    name = "delete",
    abbreviateSynopsis = true,
    description = "Deletes keys for ever. What they spent stays in the ledger.")
final class DeleteKeys implements Runnable {
  private final Keys keys;

  @Mixin private KeyNames names = new KeyNames();

  @Option(names = "--yes", description = "Do not ask; needed where nobody can answer.")
  private boolean yes;

  DeleteKeys(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void run() {
    Gateway gateway = keys.gateway();
    KeyFinder finder = keys.finder(gateway);
    List<String> found = names.names().stream().map(finder::reference).distinct().toList();
    if (!yes) {
      ask(found.size());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    found.forEach(body.putArray("keys")::add);
    JsonNode answer = gateway.post("/key/delete", body);
    if (keys.json()) {
      keys.terminal().print(answer);
    } else {
      keys.terminal().note("deleted: " + String.join(", ", names.names()));
    }
  }

  private void ask(int number) {
    String what = number == 1 ? "this key" : "these " + number + " keys";
    if (!keys.terminal().interactive()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "deleting keys needs --yes where nobody can answer");
    }
    String all = Printable.masked(String.join(", ", names.names()));
    keys.terminal().err().print("Delete " + what + " for ever: " + all + "? [y/N] ");
    keys.terminal().err().flush();
    String answer = keys.surroundings().line().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new CommandFailure(ExitStatus.REFUSED, "nothing deleted");
    }
  }
}
