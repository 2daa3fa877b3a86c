package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.KeyGenerator;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.auth.KeySyntax;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.directory.DirectoryWriter;
import dev.weir.gateway.directory.DirectoryWriter.Rejected;
import dev.weir.gateway.directory.DirectoryWriter.Unavailable;
import dev.weir.gateway.directory.DirectoryWriter.WriteResult;
import dev.weir.gateway.directory.DirectoryWriter.Written;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes keys. */
final class KeyApi {
  private final DirectoryWriter writer;
  private final KeyHasher hasher;
  private final EntryJson json;
  private final InstantSource clock;
  private final KeyGenerator generator = new KeyGenerator();

  KeyApi(DirectoryWriter writer, KeyHasher hasher, EntryJson json, InstantSource clock) {
    this.writer = writer;
    this.hasher = hasher;
    this.json = json;
    this.clock = clock;
  }

  AdminResult generate(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = now();
    String own = fields.text("key", null);
    if (own != null && !KeySyntax.valid(own)) {
      fields.refuse(
          "key",
          "must start with 'sk-' and have at most "
              + KeySyntax.MAX_LENGTH
              + " printable characters, no space");
    }
    Problem problem = Terms.checkKey(fields, now);
    if (problem != null) {
      return problem;
    }
    String key = own == null ? generator.next() : own;
    KeyEntry entry = Terms.key(Terms.newKey(hasher.id(key), KeySyntax.name(key), now), fields, now);
    if (fields.has("budget_duration") && entry.budget() == null) {
      fields.warn("`budget_duration` has no effect without `max_budget`");
    }
    WriteResult<KeyEntry, Problem> result = writer.write(directory -> create(directory, entry));
    return switch (result) {
      case Written<KeyEntry, Problem>(KeyEntry made) -> {
        Audit.key("generate", made, fields.warnings());
        String duration = fields.text("duration", null);
        yield new Ok(json.generated(made, key, duration), fields.warnings());
      }
      case Rejected<KeyEntry, Problem>(Problem reason) -> reason;
      case Unavailable<KeyEntry, Problem>(String reason) -> Problem.unavailable(reason);
    };
  }

  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("key");
    Instant now = now();
    String given = fields.text("key", null);
    Problem problem = Terms.checkKey(fields, now);
    if (problem != null || given == null) {
      return problem == null ? Problem.badRequest("`key` is required", "key") : problem;
    }
    return change("update", given, fields, key -> Terms.key(key, fields, now), true);
  }

  AdminResult block(AdminRequest request) {
    return block(request, true);
  }

  AdminResult unblock(AdminRequest request) {
    return block(request, false);
  }

  /** Deletes what is found: a leaked key must not live on because another is named wrongly. */
  AdminResult delete(AdminRequest request) {
    var fields = new Fields(request.body());
    List<String> keys = fields.names("keys", List.of());
    List<String> aliases = fields.names("key_aliases", List.of());
    Problem problem = fields.problem();
    if (problem != null) {
      return problem;
    }
    if (keys.isEmpty() && aliases.isEmpty()) {
      return Problem.badRequest("`keys` or `key_aliases` must name a key", "keys");
    }
    WriteResult<List<Named>, Problem> result =
        writer.write(directory -> delete(find(directory, keys, aliases)));
    return switch (result) {
      case Written<List<Named>, Problem>(List<Named> deleted) -> {
        deleted.forEach(each -> Audit.key("delete", each.key(), List.of()));
        int missing = keys.size() + aliases.size() - deleted.size();
        if (missing > 0) {
          fields.warn(missing + " of those named were not found");
        }
        ObjectNode body = EntryJson.object();
        var names = body.putArray("deleted_keys");
        deleted.forEach(each -> names.add(each.name()));
        yield new Ok(body, fields.warnings());
      }
      case Rejected<List<Named>, Problem>(Problem reason) -> reason;
      case Unavailable<List<Named>, Problem>(String reason) -> Problem.unavailable(reason);
    };
  }

  /** A key and how the request named it. */
  private record Named(String name, KeyEntry key) {}

  private AdminResult block(AdminRequest request, boolean blocked) {
    var fields = new Fields(request.body());
    fields.require("key");
    String given = fields.text("key", null);
    Problem problem = fields.problem();
    if (problem != null || given == null) {
      return problem == null ? Problem.badRequest("`key` is required", "key") : problem;
    }
    Instant now = now();
    return change(
        blocked ? "block" : "unblock",
        given,
        fields,
        key -> Terms.blocked(key, blocked, now),
        false);
  }

  private AdminResult change(
      String action,
      String given,
      Fields fields,
      UnaryOperator<KeyEntry> change,
      boolean showGiven) {
    WriteResult<KeyEntry, Problem> result =
        writer.write(directory -> {
          KeyEntry old = directory.key(id(given));
          return old == null
              ? new Reject<>(Problem.notFound("Key not found.", "key"))
              : put(directory, change.apply(old));
        });
    return switch (result) {
      case Written<KeyEntry, Problem>(KeyEntry key) -> {
        SpendReading reading = json.reading();
        ObjectNode body = json.key(key, reading);
        if (showGiven) {
          body.put("key", given);
        }
        var warnings = new ArrayList<>(fields.warnings());
        warnings.addAll(reading.warnings());
        Audit.key(action, key, fields.warnings());
        yield new Ok(body, warnings);
      }
      case Rejected<KeyEntry, Problem>(Problem reason) -> reason;
      case Unavailable<KeyEntry, Problem>(String reason) -> Problem.unavailable(reason);
    };
  }

  private static Decision<KeyEntry, Problem> create(Directory directory, KeyEntry key) {
    return directory.key(key.id()) == null
        ? put(directory, key)
        : new Reject<>(Problem.badRequest("This key exists already.", "key"));
  }

  /** An unknown team is made, without a budget (design.md §7). */
  private static Decision<KeyEntry, Problem> put(Directory directory, KeyEntry key) {
    KeyEntry namesake = key.alias() == null ? null : directory.keyByAlias(key.alias());
    if (namesake != null && !namesake.id().equals(key.id())) {
      return new Reject<>(
          Problem.badRequest(
              "Key with alias '"
                  + key.alias()
                  + "' already exists. Unique key aliases across all keys are required.",
              "key_alias"));
    }
    var puts = new ArrayList<DirectoryEntry>();
    if (key.team() != null && directory.team(key.team()) == null) {
      puts.add(Terms.newTeam(key.team(), key.updatedAt()));
    }
    puts.add(key);
    return new Write<>(puts, List.of(), key);
  }

  private List<Named> find(Directory directory, List<String> keys, List<String> aliases) {
    var found = new ArrayList<Named>();
    keys.forEach(given -> add(found, given, directory.key(id(given))));
    aliases.forEach(alias -> add(found, alias, directory.keyByAlias(alias)));
    return found;
  }

  private static void add(List<Named> found, String name, @Nullable KeyEntry key) {
    if (key != null) {
      found.add(new Named(name, key));
    }
  }

  private static Decision<List<Named>, Problem> delete(List<Named> found) {
    return found.isEmpty()
        ? new Reject<>(Problem.notFound("No keys found", "keys"))
        : new Write<>(
            List.of(),
            found.stream().map(each -> each.key().recordKey()).distinct().toList(),
            found);
  }

  private String id(String given) {
    return KeyViews.id(hasher, given);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
