package dev.weir.schemas.events;

/** Who a budget belongs to. */
public enum BudgetLevel {
  KEY,
  TEAM,
  GLOBAL
}
