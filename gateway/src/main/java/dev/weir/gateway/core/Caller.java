package dev.weir.gateway.core;

import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who makes a call, known to be allowed in: not blocked, not expired. */
public sealed interface Caller {
  /** Who pays. */
  Payer payer();

  /** The master key: everything is allowed, only the global budget holds it. */
  record Master(Payer payer) implements Caller {
    public Master() {
      this(new Payer(Payer.MASTER_KEY, null, null, null, null, List.of()));
    }
  }

  /** A virtual key, with its team and user as they stand in the directory at this moment. */
  record VirtualKey(KeyEntry key, @Nullable TeamEntry team, @Nullable UserEntry user, Payer payer)
      implements Caller {
    /** A key of nobody. */
    public VirtualKey(KeyEntry key, @Nullable TeamEntry team) {
      this(key, team, null);
    }

    public VirtualKey(KeyEntry key, @Nullable TeamEntry team, @Nullable UserEntry user) {
      this(
          key,
          team,
          user,
          new Payer(
              key.id(),
              key.alias(),
              key.team(),
              team == null ? null : team.alias(),
              key.user(),
              List.of()));
    }
  }
}
