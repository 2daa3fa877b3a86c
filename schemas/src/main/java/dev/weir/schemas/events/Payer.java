package dev.weir.schemas.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for an attempt, as captured when the call began.
 *
 * @param keyId the key's hash, or {@link #MASTER_KEY}
 * @param team id of the team, if the key has one
 */
public record Payer(
    String keyId,
    @Nullable String keyAlias,
    @Nullable String team,
    @Nullable String teamAlias,
    @Nullable String user,
    List<String> tags) {
  /** Stands for the master key (LiteLLM's constant). */
  public static final String MASTER_KEY = "litellm_proxy_master_key";

  public Payer {
    tags = List.copyOf(tags);
  }

  /** The key of the attempt's records in the log: the team, or the key where it has none. */
  public String recordKey() {
    return team != null ? team : keyId;
  }
}
