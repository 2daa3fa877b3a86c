package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A team: a budget and a model list shared by its keys.
 *
 * @param models model groups its keys may use; empty means all
 * @param budget null: no budget of its own
 * @param members null: none
 * @param memberTerms of each user of its keys that has none of its own; null: no limits
 * @param aliases names under which its keys may ask for models; null: none
 */
public record TeamEntry(
    String id,
    long version,
    @Nullable String alias,
    List<String> models,
    @Nullable BudgetTerms budget,
    @Nullable Long softBudgetNanoUsd,
    @Nullable Long rpmLimit,
    @Nullable Long tpmLimit,
    @Nullable Long maxParallelRequests,
    boolean blocked,
    Map<String, Object> metadata,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<TeamMember> members,
    @Nullable MemberTerms memberTerms,
    @Nullable Map<String, String> aliases)
    implements DirectoryEntry {
  public TeamEntry {
    models = List.copyOf(models);
    members = members == null ? null : List.copyOf(members);
    aliases = aliases == null ? null : Map.copyOf(aliases);
  }

  /** A team without members and aliases. */
  public TeamEntry(
      String id,
      long version,
      @Nullable String alias,
      List<String> models,
      @Nullable BudgetTerms budget,
      @Nullable Long softBudgetNanoUsd,
      @Nullable Long rpmLimit,
      @Nullable Long tpmLimit,
      @Nullable Long maxParallelRequests,
      boolean blocked,
      Map<String, Object> metadata,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        version,
        alias,
        models,
        budget,
        softBudgetNanoUsd,
        rpmLimit,
        tpmLimit,
        maxParallelRequests,
        blocked,
        metadata,
        createdAt,
        updatedAt,
        null,
        null,
        null);
  }

  /** The member with this user's id; null when it is none. */
  public @Nullable TeamMember member(String user) {
    return members == null
        ? null
        : members.stream().filter(it -> it.user().equals(user)).findFirst().orElse(null);
  }

  /** What holds the keys that this user has in the team, together. */
  public MemberTerms termsOf(String user) {
    MemberTerms team = memberTerms == null ? MemberTerms.NONE : memberTerms;
    TeamMember member = member(user);
    return member == null || member.terms() == null ? team : member.terms().or(team);
  }

  /** The team with these members. */
  public TeamEntry withMembers(List<TeamMember> members, Instant now) {
    return new TeamEntry(
        id,
        version + 1,
        alias,
        models,
        budget,
        softBudgetNanoUsd,
        rpmLimit,
        tpmLimit,
        maxParallelRequests,
        blocked,
        metadata,
        createdAt,
        now,
        members.isEmpty() ? null : members,
        memberTerms,
        aliases);
  }

  @Override
  public String recordKey() {
    return "team:" + id;
  }
}
