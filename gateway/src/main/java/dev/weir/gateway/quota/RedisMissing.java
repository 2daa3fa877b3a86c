package dev.weir.gateway.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads from a life record who has yet to write their part. */
final class RedisMissing {
  private RedisMissing() {}

  /** Fields of the record, name and value in turn; none if the record is complete. */
  static List<String> of(List<String> record) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i + 1 < record.size(); i += 2) {
      fields.put(record.get(i), record.get(i + 1));
    }
    int partitions = Integer.parseInt(fields.getOrDefault("parts", "0"));
    List<String> missing = new ArrayList<>();
    Set<String> epochs = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      String open = fields.get("o:" + partition);
      if (open == null) {
        missing.add("accounting of partition " + partition);
      } else {
        epochs.addAll(List.of(open.substring(open.indexOf('|') + 1).split(",", -1)));
      }
    }
    epochs.removeIf(epoch -> epoch.isEmpty() || fields.containsKey("a:" + epoch));
    epochs.forEach(epoch -> missing.add("epoch " + epoch));
    return missing;
  }
}
