package dev.weir.gateway.auth;

import dev.weir.gateway.auth.AuthResult.Allowed;
import dev.weir.gateway.auth.AuthResult.Reason;
import dev.weir.gateway.auth.AuthResult.Refused;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls. No I/O: it works while Redis and Kafka are down, with what is known. Only the
 * key itself lets anybody in, never its hash.
 */
public final class Authenticator {
  private static final String NONE = "None";

  private final KeyHasher hasher;
  private final ById<KeyEntry> keys;
  private final ById<TeamEntry> teams;
  private final ById<UserEntry> users;
  private final @Nullable Secret masterKey;
  private final InstantSource clock;

  /** A look-up in memory: {@code directory::team}. */
  public interface ById<T> {
    /** Null when there is none. */
    @Nullable T find(String id);
  }

  /**
   * Looks keys up here.
   *
   * @param keys by the keyed hash of a secret that they have or had
   * @param masterKey null: nobody is the master
   */
  public Authenticator(
      KeyHasher hasher,
      ById<KeyEntry> keys,
      ById<TeamEntry> teams,
      ById<UserEntry> users,
      @Nullable Secret masterKey,
      InstantSource clock) {
    this.hasher = hasher;
    this.keys = keys;
    this.teams = teams;
    this.users = users;
    this.masterKey = masterKey;
    this.clock = clock;
  }

  /** Who presents this key, if it may call this path. */
  public AuthResult authenticate(PresentedKey presented, String path) {
    AuthResult result = authenticate(presented);
    return result instanceof Allowed(Caller.VirtualKey key)
            && RouteAccess.check(key.key(), path) instanceof RouteAccess.Denied(String message)
        ? new Refused(Reason.ROUTE_DENIED, message, NONE)
        : result;
  }

  /** Who presents this key. */
  public AuthResult authenticate(PresentedKey presented) {
    return switch (presented) {
      case PresentedKey.Given(Secret(String key)) -> authenticate(key);
      case PresentedKey.Absent() ->
          refused(Reason.NO_KEY, "Authentication Error, No api key passed in.");
      case PresentedKey.Malformed() ->
          refused(
              Reason.MALFORMED,
              "Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer `"
                  + " prefix.");
    };
  }

  private AuthResult authenticate(String presented) {
    if (masterKey != null && masterKey.matches(presented)) {
      return new Allowed(new Caller.Master());
    }
    if (!KeySyntax.valid(presented)) {
      return refused(
          Reason.NOT_A_KEY,
          "Authentication Error, virtual key expected: `sk-` and printable characters, at most "
              + KeySyntax.MAX_LENGTH
              + ".");
    }
    String hash = hasher.id(presented);
    KeyEntry key = keys.find(hash);
    if (key == null) {
      hash = hasher.importedId(presented);
      key = keys.find(hash);
    }
    if (key == null || !key.accepts(hash, clock.instant())) {
      return new Refused(
          Reason.UNKNOWN_KEY,
          "Authentication Error, Invalid proxy server token passed. Received API Key = "
              + KeySyntax.name(presented)
              + ". Unable to find it among the keys.",
          "key");
    }
    return check(key);
  }

  private AuthResult check(KeyEntry key) {
    if (key.blocked()) {
      return refused(
          Reason.KEY_BLOCKED,
          "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin.");
    }
    Instant now = clock.instant();
    if (key.expires() != null && !now.isBefore(key.expires())) {
      return new Refused(
          Reason.KEY_EXPIRED,
          "Authentication Error - Expired Key. Key Expiry time "
              + key.expires()
              + " and current time "
              + now,
          key.name());
    }
    return checkTeam(key);
  }

  private AuthResult checkTeam(KeyEntry key) {
    if (key.team() == null) {
      return allowed(key, null);
    }
    TeamEntry team = teams.find(key.team());
    if (team == null) {
      return refused(Reason.TEAM_UNKNOWN, "Authentication Error, the key's team does not exist.");
    }
    if (team.blocked()) {
      return refused(
          Reason.TEAM_BLOCKED,
          "Authentication Error, Team is blocked. Update via `/team/unblock` if you're an admin.");
    }
    return allowed(key, team);
  }

  /** A user that is not in the directory has no limits: keys may name whom they like. */
  private AuthResult allowed(KeyEntry key, @Nullable TeamEntry team) {
    UserEntry user = key.user() == null ? null : users.find(key.user());
    return new Allowed(new Caller.VirtualKey(key, team, user));
  }

  private static Refused refused(Reason reason, String message) {
    return new Refused(reason, message, NONE);
  }
}
