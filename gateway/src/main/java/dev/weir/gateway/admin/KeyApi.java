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
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes keys. */
final class KeyApi {
  private static final String KEY = "key";

  private final Changes changes;
  private final KeyHasher hasher;
  private final EntryJson json;
  private final InstantSource clock;
  private final KeyGenerator generator = new KeyGenerator();

  KeyApi(Changes changes, KeyHasher hasher, EntryJson json, InstantSource clock) {
    this.changes = changes;
    this.hasher = hasher;
    this.json = json;
    this.clock = clock;
  }

  AdminResult generate(AdminRequest request) {
    return generate(request, new Fields(request.body()));
  }

  /** A key of a team that belongs to no user: it goes on when people leave. */
  AdminResult serviceAccount(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("team_id");
    if (fields.says("user_id")) {
      fields.refuse("user_id", "is not for a service account: it belongs to its team");
    }
    return generate(request, fields);
  }

  private AdminResult generate(AdminRequest request, Fields fields) {
    Instant now = Terms.now(clock);
    String own = ownSecret(KEY, fields);
    Problem problem = KeyTerms.check(fields, now);
    if (problem != null) {
      return problem;
    }
    String key = own == null ? generator.next() : own;
    KeyEntry entry =
        KeyTerms.of(KeyTerms.newKey(hasher.id(key), KeySyntax.name(key), now), fields, now);
    Terms.warnOfDuration(fields, entry.budget());
    return changes.make(
        request,
        directory -> create(directory, entry, key),
        made ->
            new Ok(json.generated(made, key, fields.text("duration", null)), fields.warnings()));
  }

  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require(KEY);
    Instant now = Terms.now(clock);
    String given = fields.text(KEY, null);
    Problem problem = KeyTerms.check(fields, now);
    if (problem != null || given == null) {
      return problem == null ? required() : problem;
    }
    return change(request, given, fields, key -> KeyTerms.of(key, fields, now), true);
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
    return changes.make(
        request,
        directory -> delete(find(directory, keys, aliases)),
        deleted -> {
          int missing = keys.size() + aliases.size() - deleted.size();
          if (missing > 0) {
            fields.warn(missing + " of those named were not found");
          }
          ObjectNode body = EntryJson.object();
          var names = body.putArray("deleted_keys");
          deleted.forEach(each -> names.add(each.name()));
          return new Ok(body, fields.warnings());
        });
  }

  /** A key and how the request named it. */
  private record Named(String name, KeyEntry key) {}

  private AdminResult block(AdminRequest request, boolean blocked) {
    var fields = new Fields(request.body());
    fields.require(KEY);
    String given = fields.text(KEY, null);
    Problem problem = fields.problem();
    if (problem != null || given == null) {
      return problem == null ? required() : problem;
    }
    Instant now = Terms.now(clock);
    return change(request, given, fields, key -> KeyTerms.blocked(key, blocked, now), false);
  }

  private AdminResult change(
      AdminRequest request,
      String given,
      Fields fields,
      UnaryOperator<KeyEntry> change,
      boolean showGiven) {
    return changes.make(
        request,
        directory -> {
          KeyEntry old = named(directory, hasher, given);
          return old == null ? new Reject<>(unknown()) : put(directory, change.apply(old));
        },
        key -> {
          SpendReading reading = json.reading();
          ObjectNode body = json.key(key, reading);
          if (showGiven) {
            body.put(KEY, given);
          }
          return new Ok(body, reading.with(fields.warnings()));
        });
  }

  private Decision<KeyEntry, Problem> create(Directory directory, KeyEntry entry, String key) {
    Problem taken = secretTaken(directory, hasher, key, KEY);
    return taken == null ? put(directory, entry) : new Reject<>(taken);
  }

  static Decision<KeyEntry, Problem> put(Directory directory, KeyEntry key) {
    Problem problem = aliasTaken(directory, key);
    return problem == null
        ? new Write<>(withTeam(directory, key), List.of(), key)
        : new Reject<>(problem);
  }

  private List<Named> find(Directory directory, List<String> keys, List<String> aliases) {
    var found = new ArrayList<Named>();
    keys.forEach(given -> add(found, given, named(directory, hasher, given)));
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

  /**
   * The key that is named by itself, by its id, or, if it was imported, by LiteLLM's hash. Naming
   * one lets nobody in.
   */
  static @Nullable KeyEntry named(Directory directory, KeyHasher hasher, String given) {
    if (given.startsWith(KeySyntax.PREFIX)) {
      return bySecret(directory, hasher, given);
    }
    KeyEntry known = directory.key(given);
    return known == null ? directory.key(hasher.imported(given)) : known;
  }

  private static @Nullable KeyEntry bySecret(Directory directory, KeyHasher hasher, String key) {
    KeyEntry known = directory.keyBySecret(hasher.id(key));
    return known == null ? directory.keyBySecret(hasher.importedId(key)) : known;
  }

  /** A secret that the caller chose; null: none, or none that can be taken. */
  static @Nullable String ownSecret(String field, Fields fields) {
    String own = fields.text(field, null);
    if (own == null || KeySyntax.valid(own)) {
      return own;
    }
    fields.refuse(
        field,
        "must start with 'sk-' and have at most "
            + KeySyntax.MAX_LENGTH
            + " printable characters, no space");
    return null;
  }

  /** Whether some key has or had this secret; null when none has. */
  static @Nullable Problem secretTaken(
      Directory directory, KeyHasher hasher, String secret, String field) {
    boolean free =
        Stream.of(hasher.id(secret), hasher.importedId(secret))
            .allMatch(it -> directory.key(it) == null && directory.keyBySecret(it) == null);
    return free ? null : Problem.badRequest("This key exists already.", field);
  }

  /** Whether another key has this key's alias; null when none has. */
  static @Nullable Problem aliasTaken(Directory directory, KeyEntry key) {
    KeyEntry namesake = key.alias() == null ? null : directory.keyByAlias(key.alias());
    return namesake == null || namesake.id().equals(key.id())
        ? null
        : Problem.badRequest(
            "Key with alias '"
                + key.alias()
                + "' already exists. Unique key aliases across all keys are required.",
            "key_alias");
  }

  /** The key, and its team where that is unknown: it is made, without a budget (design.md §7). */
  static List<DirectoryEntry> withTeam(Directory directory, KeyEntry key) {
    return key.team() != null && directory.team(key.team()) == null
        ? List.of(TeamTerms.newTeam(key.team(), key.updatedAt()), key)
        : List.of(key);
  }

  static Problem unknown() {
    return Problem.notFound("Key not found.", KEY);
  }

  static Problem required() {
    return Problem.badRequest("`key` is required", KEY);
  }
}
