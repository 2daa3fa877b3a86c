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

  /**
   * Names the user as a member of the team: {@code user:team}, with {@code %} and {@code :} of
   * either written as in a URL, so that no two members have one name. Null without user or team.
   */
  public @Nullable String member() {
    return user == null || team == null ? null : member(user, team);
  }

  /** As {@link #member()}. */
  public static String member(String user, String team) {
    return escaped(user) + ":" + escaped(team);
  }

  private static String escaped(String id) {
    return id.replace("%", "%25").replace(":", "%3A");
  }

  /** The key of the attempt's records in the log: the team, or the key where it has none. */
  public String recordKey() {
    return team != null ? team : keyId;
  }
}
