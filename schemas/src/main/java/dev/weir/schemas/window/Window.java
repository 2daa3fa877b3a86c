package dev.weir.schemas.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One period of a budget: from {@code start} inclusive to {@code end} exclusive.
 *
 * @param end null for the one window of a budget without duration, which never ends
 */
public record Window(Instant start, @Nullable Instant end) {
  /** The window of a budget without duration. */
  public static final Window FOREVER = new Window(Instant.EPOCH, null);

  public Window {
    if (end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException("window ends before it starts: " + start + " to " + end);
    }
  }

  /** Whether the instant lies in this window. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && (end == null || instant.isBefore(end));
  }
}
