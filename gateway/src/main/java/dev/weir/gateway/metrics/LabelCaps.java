package dev.weir.gateway.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Holds each label to a number of values: the first ones keep their own, the rest share {@value
 * #OTHER}. So neither keys nor made-up model names can fill the memory of a node, or of Prometheus.
 * Thread-safe.
 */
final class LabelCaps {
  /** Stands for all values beyond the cap. */
  static final String OTHER = "other";

  private final int most;
  private final Map<String, Values> labels = new ConcurrentHashMap<>();
  private final NewLabel listener;

  /** Is told of a label when its first value comes. */
  interface NewLabel {
    void seen(String label, Values values);
  }

  /** What is known of one label's values. */
  static final class Values {
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final LongAdder over = new LongAdder();

    /** Distinct values on the page. */
    int kept() {
      return kept.size();
    }

    /** How often a value was shown as {@value #OTHER}. */
    long over() {
      return over.sum();
    }
  }

  /**
   * @param most values of each label
   */
  LabelCaps(int most, NewLabel listener) {
    this.most = most;
    this.listener = listener;
  }

  int most() {
    return most;
  }

  static boolean isOther(@Nullable String value) {
    return OTHER.equals(value);
  }

  /** The value, or what stands for it; null stays null. */
  @Nullable String keep(String label, @Nullable String value) {
    if (value == null || value.isEmpty() || value.equals(OTHER)) {
      return value;
    }
    Values values = labels.computeIfAbsent(label, this::first);
    if (values.kept.contains(value)) {
      return value;
    }
    if (values.kept.size() < most) {
      values.kept.add(value);
      return value;
    }
    values.over.increment();
    return OTHER;
  }

  private Values first(String label) {
    var values = new Values();
    listener.seen(label, values);
    return values;
  }
}
