package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users as LiteLLM's API shows them. */
record UserJson(Directory directory, EntryJson entries, TeamJson teams) {
  SpendReading reading() {
    return entries.reading();
  }

  ObjectNode user(UserEntry user, SpendReading reading) {
    ObjectNode json = Shape.USER.filled();
    common(json, user);
    EntryJson.names(
        json.putArray("teams"), teamsOf(user.id()).stream().map(TeamEntry::id).toList());
    BudgetWindow window = entries.budget(json, BudgetLevel.USER, user.id(), user.budget());
    BigDecimal total = reading.total(BudgetLevel.USER, user.id());
    return json.put("spend", window == null ? total : reading.window(window));
  }

  /**
   * A new user: what LiteLLM says of a new key, with the limits of the user.
   *
   * @param shown the key itself, in this answer alone; null: none was made
   */
  ObjectNode made(UserEntry user, KeyEntry key, @Nullable String shown) {
    ObjectNode json = entries.generated(key, shown, null);
    if (shown == null) {
      Stream.of("token", "token_id", "key_name").forEach(json::putNull);
    }
    common(json, user);
    json.putNull("teams");
    json.put("max_budget", user.budget() == null ? null : Money.usd(user.budget().limitNanoUsd()));
    return json.put("budget_duration", user.budget() == null ? null : user.budget().duration());
  }

  /** The teams that a user is in, by id. */
  List<TeamEntry> teamsOf(String user) {
    return directory.teams().stream()
        .filter(team -> team.member(user) != null)
        .sorted(Comparator.comparing(TeamEntry::id))
        .toList();
  }

  /** The keys of a user, oldest first. */
  ArrayNode keysOf(UserEntry user, SpendReading reading) {
    ArrayNode keys = EntryJson.object().arrayNode();
    directory.keys().stream()
        .filter(key -> user.id().equals(key.user()))
        .sorted(KeyViews.OLDEST_FIRST)
        .forEach(key -> keys.add(entries.key(key, reading)));
    return keys;
  }

  private static void common(ObjectNode json, UserEntry user) {
    json.put("user_id", user.id())
        .put("user_alias", user.alias())
        .put("user_email", user.email())
        .put("user_role", user.role())
        .put("max_parallel_requests", user.maxParallelRequests())
        .put("tpm_limit", user.tpmLimit())
        .put("rpm_limit", user.rpmLimit())
        .put("created_at", user.createdAt().toString())
        .put("updated_at", user.updatedAt().toString());
    EntryJson.names(json.putArray("models"), user.models());
    json.set("metadata", EntryJson.tree(user.metadata()));
  }
}
