package dev.weir.schemas.events;

import dev.weir.schemas.window.Window;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of one quota window: whose budget, and which period of it. Two are the same window
 * exactly if they are equal; a changed duration or a reset of spend makes another one.
 *
 * @param owner id of the key, team, user or member; {@code global} for the global budget
 * @param duration LiteLLM's text, such as {@code 30d}; null for a budget that never ends
 * @param generation 0 at first; one more at each reset of spend
 */
public record BudgetWindow(
    BudgetLevel level, String owner, @Nullable String duration, int generation, Window window) {
  /** Owner of the global budget. */
  public static final String GLOBAL_OWNER = "global";

  /** One line that names it: {@code key:ab12:30d:0:1764547200}. Used as a store and Redis key. */
  public String name() {
    return level.name().toLowerCase(Locale.ROOT)
        + ":"
        + owner
        + ":"
        + (duration == null ? "ever" : duration)
        + ":"
        + generation
        + ":"
        + window.start().getEpochSecond();
  }
}
