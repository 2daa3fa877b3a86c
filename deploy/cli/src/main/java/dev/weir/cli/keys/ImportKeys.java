package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Fields;
import dev.weir.cli.api.Gateway;
import dev.weir.cli.terminal.Cells;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir keys import FILE}: takes keys over from LiteLLM by their hashes. */
@Command(
    name = "import",
    abbreviateSynopsis = true,
    description = {
      "Takes keys over from LiteLLM, by the hashes that it keeps: applications go on with the keys"
          + " that they have. Doing it again does no harm."
    },
    footer = {
      "",
      "Exit status: 0 if all keys are there now, 1 if one was refused.",
      "",
      "Example:",
      "  curl -H \"Authorization: Bearer $KEY\" \\",
      "    \"$LITELLM/key/list?return_full_object=true&size=100&page=1\" > page1.json",
      "  weir keys import --dry-run page1.json"
    })
final class ImportKeys implements Callable<Integer> {
  private static final String KNOWN = "This key exists already.";
  private static final List<Column> COLUMNS =
      List.of(
          Column.name("ALIAS", 12, 0),
          Column.text("KEY", 2),
          Column.name("TEAM", 10, 3),
          Column.name("RESULT", 16, 0));

  private final Keys keys;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Answers of LiteLLM's /key/list with return_full_object=true, or rows of its table"
              + " LiteLLM_VerificationToken, as JSON; -: standard input.")
  private List<String> files = List.of();

  @Option(names = "--dry-run", description = "Only shows which keys would be taken over.")
  private boolean dryRun;

  ImportKeys(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Integer call() {
    List<ObjectNode> found = files.stream().map(this::read).flatMap(List::stream).toList();
    Gateway gateway = dryRun ? null : keys.gateway();
    var results = new ArrayList<Taken>();
    var table = new Table(COLUMNS);
    for (ObjectNode key : found) {
      Taken taken = gateway == null ? new Taken.Tried() : take(gateway, key);
      results.add(taken);
      show(key, taken, table);
    }
    if (!keys.json()) {
      keys.terminal().print(table);
    }
    boolean refused = results.stream().anyMatch(Taken.Refused.class::isInstance);
    return (refused ? ExitStatus.REFUSED : ExitStatus.DONE).code();
  }

  private List<ObjectNode> read(String file) {
    if (file.equals("-")) {
      return LitellmKeys.read(keys.surroundings().in(), "standard input");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return LitellmKeys.read(in, file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, file + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** A key that is refused keeps no other from being taken over; a gateway that is away does. */
  private static Taken take(Gateway gateway, ObjectNode key) {
    try {
      var made = new Fields(gateway.post("/key/import", LitellmKeys.asked(key)));
      String id = made.text("token");
      return new Taken.Imported(id == null ? "" : id);
    } catch (CommandFailure e) {
      if (e.status() != ExitStatus.REFUSED) {
        throw e;
      }
      String reason = String.valueOf(e.getMessage());
      return reason.equals(KNOWN) ? new Taken.Known() : new Taken.Refused(reason);
    }
  }

  private void show(ObjectNode key, Taken taken, Table table) {
    var fields = new Fields(key);
    if (keys.json()) {
      ObjectNode json = taken.json();
      json.put("alias", fields.text("key_alias")).put("name", fields.text("key_name"));
      keys.terminal().print(json.put("litellm_token", fields.text("token")));
      return;
    }
    table.row(
        List.of(
            Cells.text(fields.text("key_alias")),
            Cells.text(fields.text("key_name")),
            Cells.text(fields.text("team_id")),
            taken.cell()));
  }
}
