package dev.weir.schemas.events;

/** Who a budget belongs to. */
public enum BudgetLevel {
  KEY,
  TEAM,
  /** All keys of a user that have no team. */
  USER,
  /** All keys of a user in one team; the owner's id is {@link Payer#member}. */
  TEAM_MEMBER,
  GLOBAL
}
