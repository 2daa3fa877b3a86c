package dev.weir.gateway.directory;

import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.KeyRotation;
import dev.weir.schemas.events.KeyRotation.Retired;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory that one thread changes and all may read. */
public final class DirectoryView implements Directory {
  private static final String KEY = "key:";
  private static final String TEAM = "team:";
  private static final String USER = "user:";

  private final Map<String, KeyEntry> keys = new ConcurrentHashMap<>();
  private final Map<String, TeamEntry> teams = new ConcurrentHashMap<>();
  private final Map<String, UserEntry> users = new ConcurrentHashMap<>();
  private final Map<String, String> idsByAlias = new ConcurrentHashMap<>();
  private final Map<String, String> idsByHash = new ConcurrentHashMap<>();
  private final Set<String> foreign = ConcurrentHashMap.newKeySet();

  @Override
  public @Nullable KeyEntry key(String id) {
    return keys.get(id);
  }

  @Override
  public @Nullable KeyEntry keyByAlias(String alias) {
    String id = idsByAlias.get(alias);
    return id == null ? null : keys.get(id);
  }

  @Override
  public @Nullable KeyEntry keyBySecret(String hash) {
    String id = idsByHash.get(hash);
    return keys.get(id == null ? hash : id);
  }

  @Override
  public @Nullable DirectoryEntry entry(String recordKey) {
    int at = recordKey.indexOf(':') + 1;
    String id = recordKey.substring(at);
    return switch (recordKey.substring(0, at)) {
      case KEY -> keys.get(id);
      case TEAM -> teams.get(id);
      case USER -> users.get(id);
      default -> null;
    };
  }

  @Override
  public @Nullable TeamEntry team(String id) {
    return teams.get(id);
  }

  @Override
  public @Nullable UserEntry user(String id) {
    return users.get(id);
  }

  @Override
  public Collection<KeyEntry> keys() {
    return Collections.unmodifiableCollection(keys.values());
  }

  @Override
  public Collection<TeamEntry> teams() {
    return Collections.unmodifiableCollection(teams.values());
  }

  @Override
  public Collection<UserEntry> users() {
    return Collections.unmodifiableCollection(users.values());
  }

  /** Takes an entry as it is now. */
  public void put(DirectoryEntry entry) {
    switch (entry) {
      case KeyEntry key -> {
        forgetNames(keys.put(key.id(), key));
        if (key.alias() != null) {
          idsByAlias.put(key.alias(), key.id());
        }
        hashes(key).forEach(hash -> idsByHash.put(hash, key.id()));
      }
      case TeamEntry team -> teams.put(team.id(), team);
      case UserEntry user -> users.put(user.id(), user);
    }
  }

  /** Notes whether a key was hashed with the secret of this node. */
  void noteSecret(String recordKey, boolean ours) {
    if (ours) {
      foreign.remove(recordKey);
    } else if (recordKey.startsWith(KEY)) {
      foreign.add(recordKey);
    }
  }

  /** Keys that were hashed with another secret than this node's. */
  int foreignKeys() {
    return foreign.size();
  }

  /** Forgets the entry with this record key ({@link DirectoryEntry#recordKey}), if it is there. */
  public void remove(String recordKey) {
    foreign.remove(recordKey);
    if (recordKey.startsWith(KEY)) {
      forgetNames(keys.remove(recordKey.substring(KEY.length())));
    } else if (recordKey.startsWith(TEAM)) {
      teams.remove(recordKey.substring(TEAM.length()));
    } else if (recordKey.startsWith(USER)) {
      users.remove(recordKey.substring(USER.length()));
    }
  }

  private void forgetNames(@Nullable KeyEntry old) {
    if (old == null) {
      return;
    }
    if (old.alias() != null) {
      idsByAlias.remove(old.alias(), old.id());
    }
    hashes(old).forEach(hash -> idsByHash.remove(hash, old.id()));
  }

  /** By which a key is known besides its id. */
  private static List<String> hashes(KeyEntry key) {
    KeyRotation rotation = key.rotation();
    return rotation == null
        ? List.of()
        : Stream.concat(Stream.of(rotation.hash()), rotation.retired().stream().map(Retired::hash))
            .toList();
  }
}
