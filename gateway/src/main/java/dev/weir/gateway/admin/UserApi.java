package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.IntNode;
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
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.TeamMember;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes users. */
final class UserApi {
  private static final int CONFLICT = 409;

  /** Of the key that comes with a new user, and no fields of the user. */
  private static final List<String> OF_KEY = List.of("key_alias", "duration", "team_id");

  private final Changes changes;
  private final KeyHasher hasher;
  private final UserJson json;
  private final InstantSource clock;
  private final KeyGenerator generator = new KeyGenerator();

  UserApi(Changes changes, KeyHasher hasher, UserJson json, InstantSource clock) {
    this.changes = changes;
    this.hasher = hasher;
    this.json = json;
    this.clock = clock;
  }

  /** A new user, with a key unless {@code auto_create_key} is false. */
  AdminResult create(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    String given = fields.text("user_id", null);
    boolean withKey = fields.flag("auto_create_key", true);
    List<String> teams = fields.names("teams", List.of());
    String id = given == null ? UUID.randomUUID().toString() : given;
    Fields ofKey = ofKey(id, request, fields);
    String key = generator.next();
    KeyEntry entry =
        KeyTerms.of(KeyTerms.newKey(hasher.id(key), KeySyntax.name(key), now), ofKey, now);
    Problem problem = UserTerms.check(fields, now);
    if (problem == null) {
      problem = ofKey.problem();
    }
    if (problem != null) {
      return problem;
    }
    UserEntry user = UserTerms.of(UserTerms.newUser(id, now), fields, now);
    Terms.warnOfDuration(fields, user.budget());
    return changes.make(
        request,
        directory -> create(directory, user, withKey ? entry : null, teams, now),
        made -> {
          ObjectNode body = json.made(made, entry, withKey ? key : null);
          return new Ok(body.put("duration", fields.text("duration", null)), fields.warnings());
        });
  }

  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    String id = fields.text("user_id", null);
    String email = fields.text("user_email", null);
    Problem problem = UserTerms.check(fields, now);
    if (problem != null) {
      return problem;
    }
    return changes.make(
        request,
        directory -> {
          UserEntry old = find(directory, id, email);
          return old == null
              ? new Reject<>(unknown(id))
              : put(directory, UserTerms.of(old, fields, now));
        },
        user -> {
          SpendReading reading = json.reading();
          ObjectNode body = EntryJson.object().put("user_id", user.id());
          body.set("data", json.user(user, reading));
          return new Ok(body, reading.with(fields.warnings()));
        });
  }

  /** Deletes users with all their keys. */
  AdminResult delete(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    Set<String> ids = Set.copyOf(fields.names("user_ids", List.of()));
    Problem problem = fields.problem();
    if (problem != null) {
      return problem;
    }
    if (ids.isEmpty()) {
      return Problem.badRequest("`user_ids` must name a user", "user_ids");
    }
    return changes.make(
        request,
        directory -> delete(directory, ids, now),
        deleted -> new Ok(IntNode.valueOf(deleted.size()), fields.warnings()));
  }

  /** The fields of the key that comes with the user. */
  private static Fields ofKey(String user, AdminRequest request, Fields fields) {
    ObjectNode own = EntryJson.object().put("user_id", user);
    OF_KEY.stream().filter(fields::says).forEach(it -> own.set(it, request.body().get(it)));
    return new Fields(own);
  }

  private static Decision<UserEntry, Problem> create(
      Directory directory,
      UserEntry user,
      @Nullable KeyEntry key,
      List<String> teams,
      Instant now) {
    Problem problem =
        directory.user(user.id()) == null
            ? emailTaken(directory, user)
            : exists("id", user.id(), "user_id");
    if (problem == null && key != null) {
      problem = KeyApi.aliasTaken(directory, key);
    }
    if (problem != null) {
      return new Reject<>(problem);
    }
    var puts = new ArrayList<DirectoryEntry>(List.of(user));
    if (key != null) {
      puts.addAll(KeyApi.withTeam(directory, key));
    }
    for (String id : Set.copyOf(teams)) {
      TeamEntry team = directory.team(id);
      if (team == null) {
        return new Reject<>(TeamApi.unknown(id));
      }
      var members = new ArrayList<>(TeamTerms.members(team));
      members.add(new TeamMember(user.id(), "user", null));
      puts.add(team.withMembers(members, now));
    }
    return new Write<>(puts, List.of(), user);
  }

  private static Decision<UserEntry, Problem> put(Directory directory, UserEntry user) {
    Problem problem = emailTaken(directory, user);
    return problem == null ? new Write<>(List.of(user), List.of(), user) : new Reject<>(problem);
  }

  private static @Nullable Problem emailTaken(Directory directory, UserEntry user) {
    UserEntry namesake = user.email() == null ? null : find(directory, null, user.email());
    return namesake == null || namesake.id().equals(user.id())
        ? null
        : exists("email", Objects.requireNonNull(user.email()), "user_email");
  }

  private static Decision<Set<String>, Problem> delete(
      Directory directory, Set<String> ids, Instant now) {
    var gone = new ArrayList<String>();
    for (String id : ids) {
      UserEntry user = directory.user(id);
      if (user == null) {
        return new Reject<>(unknown(id));
      }
      gone.add(user.recordKey());
    }
    Stream<KeyEntry> keys =
        directory.keys().stream().filter(key -> key.user() != null && ids.contains(key.user()));
    keys.map(KeyEntry::recordKey).forEach(gone::add);
    return new Write<>(List.copyOf(without(ids, directory, now)), gone, ids);
  }

  /** The teams that lose a member. */
  private static List<TeamEntry> without(Set<String> users, Directory directory, Instant now) {
    var changed = new ArrayList<TeamEntry>();
    for (TeamEntry team : directory.teams()) {
      List<TeamMember> members = TeamTerms.members(team);
      var kept = members.stream().filter(it -> !users.contains(it.user())).toList();
      if (kept.size() < members.size()) {
        changed.add(team.withMembers(kept, now));
      }
    }
    return changed;
  }

  /** By id, or without one by e-mail. */
  static @Nullable UserEntry find(
      Directory directory, @Nullable String id, @Nullable String email) {
    if (id != null) {
      return directory.user(id);
    }
    return email == null
        ? null
        : directory.users().stream()
            .filter(user -> email.equalsIgnoreCase(user.email()))
            .findFirst()
            .orElse(null);
  }

  static Problem unknown(@Nullable String id) {
    return Problem.notFound("User not found, passed user_id=" + id, "user_id");
  }

  private static Problem exists(String what, String value, String param) {
    return new Problem(
        CONFLICT,
        Problem.BAD_REQUEST,
        "User with " + what + " " + value + " already exists.",
        param);
  }
}
