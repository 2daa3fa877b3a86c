package dev.weir.schemas.events;

import org.jspecify.annotations.Nullable;

/**
 * What all keys of a user in one team may use together; null: no limit.
 *
 * @param rpmLimit requests a minute
 * @param tpmLimit tokens a minute
 */
public record MemberTerms(
    @Nullable BudgetTerms budget, @Nullable Long rpmLimit, @Nullable Long tpmLimit) {
  /** No limits. */
  public static final MemberTerms NONE = new MemberTerms(null, null, null);

  /** These terms, and those of the team where these say nothing. */
  public MemberTerms or(MemberTerms team) {
    return new MemberTerms(
        budget == null ? team.budget : budget,
        rpmLimit == null ? team.rpmLimit : rpmLimit,
        tpmLimit == null ? team.tpmLimit : tpmLimit);
  }
}
