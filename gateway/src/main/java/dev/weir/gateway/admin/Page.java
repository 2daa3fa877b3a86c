package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is shown in parts.
 *
 * @param number from 1
 * @param size entries of a full page
 */
record Page(int number, int size) {
  private static final int MAX_SIZE = 100;
  private static final int INVALID = 422;

  /** A page that a query asks for, or what is wrong with it. */
  sealed interface Asked {}

  /** This page. */
  record Good(Page page) implements Asked {}

  /** None. */
  record Bad(Problem problem) implements Asked {}

  /**
   * Reads {@code page} (1 unless it is given) and the size.
   *
   * @param sizeName what the route calls the size of a page
   */
  static Asked in(Map<String, String> query, String sizeName, int usual) {
    Integer number = number(query.getOrDefault("page", "1"), Integer.MAX_VALUE);
    Integer size = number(query.getOrDefault(sizeName, Integer.toString(usual)), MAX_SIZE);
    if (number == null) {
      return bad("`page` must be 1 or more", "page");
    }
    return size == null
        ? bad("`" + sizeName + "` must be 1 to " + MAX_SIZE, sizeName)
        : new Good(new Page(number, size));
  }

  <T> List<T> of(List<T> all) {
    return all.stream().skip((number - 1L) * size).limit(size).toList();
  }

  /** How many pages so many entries have. */
  int pages(int entries) {
    return Math.ceilDiv(entries, size);
  }

  /** As the lists of users and teams count. */
  ObjectNode counted(ObjectNode body, int entries) {
    return body.put("total", entries)
        .put("page", number)
        .put("page_size", size)
        .put("total_pages", pages(entries));
  }

  private static Bad bad(String message, String param) {
    return new Bad(new Problem(INVALID, "invalid_request_error", message, param));
  }

  private static @Nullable Integer number(String text, int most) {
    try {
      int number = Integer.parseInt(text);
      return number >= 1 && number <= most ? number : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
