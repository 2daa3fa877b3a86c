package dev.weir.alerts.delivery;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Up to where each destination was told, as it is committed to Kafka: the offset is that of the
 * farthest behind, and its text names those that are not at the end. So one broken webhook keeps
 * nothing from the others, and nobody is told twice after a restart.
 *
 * @param end of what was read
 * @param behind positions before the end, by destination
 */
public record Progress(long end, Map<String, Long> behind) {
  /** Kafka keeps 4,096 bytes; those farthest behind are told of. */
  private static final int MOST = 100;

  public Progress {
    behind = Map.copyOf(behind);
  }

  /** From where to read on. */
  public long offset() {
    return behind.values().stream().mapToLong(Long::longValue).min().orElse(end);
  }

  /** As it is committed beside the offset. */
  public String text() {
    var text = new StringBuilder().append(end);
    behind.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(MOST)
        .forEach(it -> text.append(' ').append(it.getKey()).append('=').append(it.getValue()));
    return text.toString();
  }

  /** What {@link #text} said; text of another version means that all are at the offset. */
  public static Progress parse(long offset, String text) {
    try {
      List<String> words = List.of(text.split(" ", -1));
      var behind = new TreeMap<String, Long>();
      for (String word : words.subList(1, words.size())) {
        int at = word.indexOf('=');
        behind.put(word.substring(0, at), Long.valueOf(word.substring(at + 1)));
      }
      return new Progress(Long.parseLong(words.getFirst()), behind);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return new Progress(offset, Map.of());
    }
  }

  /** Whether the destination has been told of the record at this offset. */
  boolean told(String destination, long offset) {
    return offset < behind.getOrDefault(destination, end);
  }
}
