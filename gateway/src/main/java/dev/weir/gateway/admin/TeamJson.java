package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.TeamMember;
import dev.weir.schemas.events.UserEntry;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.List;

/** Teams and their members as LiteLLM's API shows them. */
record TeamJson(Directory directory, EntryJson entries) {
  SpendReading reading() {
    return entries.reading();
  }

  /** A team in this shape. */
  ObjectNode team(Shape shape, TeamEntry team, SpendReading reading) {
    ObjectNode json = shape.filled();
    json.put("team_id", team.id())
        .put("team_alias", team.alias())
        .put("tpm_limit", team.tpmLimit())
        .put("rpm_limit", team.rpmLimit())
        .put("max_parallel_requests", team.maxParallelRequests())
        .put("blocked", team.blocked())
        .put("created_at", team.createdAt().toString())
        .put("updated_at", team.updatedAt().toString());
    Long soft = team.softBudgetNanoUsd();
    json.put("soft_budget", soft == null ? null : Money.usd(soft));
    EntryJson.names(json.putArray("models"), team.models());
    json.set("metadata", EntryJson.tree(team.metadata()));
    json.set("members_with_roles", members(team));
    if (team.aliases() != null) {
      json.set("model_aliases", EntryJson.tree(team.aliases()));
    }
    BudgetWindow window = entries.budget(json, BudgetLevel.TEAM, team.id(), team.budget());
    BigDecimal total = reading.total(BudgetLevel.TEAM, team.id());
    return json.put("spend", window == null ? total : reading.window(window));
  }

  /** The keys of a team, oldest first. */
  ArrayNode keys(TeamEntry team, SpendReading reading) {
    ArrayNode keys = EntryJson.object().arrayNode();
    directory.keys().stream()
        .filter(key -> team.id().equals(key.team()))
        .sorted(KeyViews.OLDEST_FIRST)
        .forEach((KeyEntry key) -> keys.add(entries.key(key, reading)));
    return keys;
  }

  /** What each member may spend in the team, and did. */
  ArrayNode memberships(TeamEntry team, List<TeamMember> members, SpendReading reading) {
    ArrayNode all = EntryJson.object().arrayNode();
    for (TeamMember member : members) {
      all.add(membership(team, member.user(), reading));
    }
    return all;
  }

  private ObjectNode membership(TeamEntry team, String user, SpendReading reading) {
    MemberTerms terms = team.termsOf(user);
    String owner = Payer.member(user, team.id());
    ObjectNode json =
        EntryJson.object().put("user_id", user).put("team_id", team.id()).putNull("budget_id");
    BigDecimal total = reading.total(BudgetLevel.TEAM_MEMBER, owner);
    BudgetTerms budget = terms.budget();
    json.put(
        "spend",
        budget == null ? total : entries.spentIn(reading, BudgetLevel.TEAM_MEMBER, owner, budget));
    json.put("total_spend", total);
    if (terms.equals(MemberTerms.NONE)) {
      return json.putNull("litellm_budget_table");
    }
    ObjectNode table = json.putObject("litellm_budget_table");
    table.put("rpm_limit", terms.rpmLimit()).put("tpm_limit", terms.tpmLimit());
    table.putNull("budget_duration").putNull("budget_reset_at");
    entries.budget(table, BudgetLevel.TEAM_MEMBER, owner, budget);
    return json;
  }

  private ArrayNode members(TeamEntry team) {
    ArrayNode members = EntryJson.object().arrayNode();
    for (TeamMember member : TeamTerms.members(team)) {
      UserEntry user = directory.user(member.user());
      members
          .addObject()
          .put("user_id", member.user())
          .put("user_email", user == null ? null : user.email())
          .put("role", member.role());
    }
    return members;
  }
}
