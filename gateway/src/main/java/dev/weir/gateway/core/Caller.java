package dev.weir.gateway.core;

import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes a call, known to be allowed in: not blocked, not expired. */
public sealed interface Caller {
  /** Who pays. */
  Payer payer();

  /** The model that the caller means by this name: aliases are a key's, else its team's. */
  default String meant(String model) {
    return model;
  }

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

    @Override
    public String meant(String model) {
      Map<String, String> own = key.aliases();
      if (own != null && own.containsKey(model)) {
        return own.get(model);
      }
      Map<String, String> shared = team == null ? null : team.aliases();
      return shared == null ? model : shared.getOrDefault(model, model);
    }
  }
}
