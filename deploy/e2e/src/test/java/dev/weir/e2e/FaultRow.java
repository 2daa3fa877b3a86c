package dev.weir.e2e;

import dev.weir.e2e.Fault.Expected;
import dev.weir.e2e.Fault.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A row of the table.
 *
 * @param group of the failing deployment, its only one; the row's alone
 */
record FaultRow(String group, Fault fault, Surface surface, Upstream upstream, boolean stream) {

  /** The client's protocol. */
  enum Surface {
    CHAT,
    MESSAGES
  }

  static List<FaultRow> all(List<Fault> faults) {
    List<FaultRow> rows = new ArrayList<>();
    for (Fault fault : faults) {
      for (Upstream upstream : fault.upstreams()) {
        for (Surface surface : Surface.values()) {
          for (boolean stream : new boolean[] {false, true}) {
            if (fault.expected(stream) != null) {
              rows.add(new FaultRow("row-" + rows.size(), fault, surface, upstream, stream));
            }
          }
        }
      }
    }
    return rows;
  }

  Expected expected() {
    return Objects.requireNonNull(fault.expected(stream));
  }

  String fallback() {
    return group + "-fallback";
  }

  Calls.Request request() {
    var request =
        surface == Surface.CHAT
            ? Calls.chat(group, 50, "Count.")
            : Calls.messages(group, 50, "Count.");
    return stream ? request.streamed() : request;
  }

  @Override
  public String toString() {
    return fault
        + " | "
        + surface
        + " <- "
        + upstream
        + (stream ? " | stream" : " | whole")
        + " | "
        + group;
  }
}
