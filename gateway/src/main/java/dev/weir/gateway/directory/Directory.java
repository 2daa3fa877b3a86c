package dev.weir.gateway.directory;

import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Keys, teams and users, read-only and in memory. Nothing here waits for anything. */
public interface Directory {
  /** The key with this id (its keyed hash); null when there is none. */
  @Nullable KeyEntry key(String id);

  /** The key with this alias; null when there is none. */
  @Nullable KeyEntry keyByAlias(String alias);

  /**
   * The key that has, or had before it was regenerated, a secret with this keyed hash; null when
   * there is none. Whether the secret still works the entry says.
   */
  @Nullable KeyEntry keyBySecret(String hash);

  /** The entry with this record key ({@link DirectoryEntry#recordKey}); null when there is none. */
  @Nullable DirectoryEntry entry(String recordKey);

  /** The team with this id; null when there is none. */
  @Nullable TeamEntry team(String id);

  /** The user with this id; null when there is none. */
  @Nullable UserEntry user(String id);

  /** All keys, in no order. */
  Collection<KeyEntry> keys();

  /** All teams, in no order. */
  Collection<TeamEntry> teams();

  /** All users, in no order. */
  Collection<UserEntry> users();
}
