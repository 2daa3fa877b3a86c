package dev.weir.gateway.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.directory.KafkaDirectoryReader;
import dev.weir.gateway.http.Health;
import dev.weir.gateway.journal.LedgerState;
import dev.weir.gateway.quota.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Whether this node can serve: it knows the keys, can write its journal, and its epoch stands in
 * the log. A Kafka or Redis that is away since then is told and does not fail it: what the node has
 * lasts for a while, and taking every node out of service at once would help nobody.
 */
final class NodeHealth implements Health {
  private final KafkaDirectoryReader directory;
  private final Supplier<LedgerState> ledger;
  private final Supplier<PlaneState> plane;
  private final InstantSource clock;

  NodeHealth(
      KafkaDirectoryReader directory,
      Supplier<LedgerState> ledger,
      Supplier<PlaneState> plane,
      InstantSource clock) {
    this.directory = directory;
    this.ledger = ledger;
    this.plane = plane;
    this.clock = clock;
  }

  @Override
  public boolean directoryRead() {
    return directory.ready();
  }

  @Override
  public Readiness readiness() {
    LedgerState state = ledger.get();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    if (!directory.ready()) {
      missing.add("directory: keys and teams have not been read from Kafka yet");
    }
    String wrongSecret = directory.wrongSecret();
    if (wrongSecret != null) {
      missing.add("key secret: " + wrongSecret);
    }
    if (!state.opened()) {
      missing.add("epoch: Kafka has not acknowledged the beginning of this node's epoch yet");
    }
    String refusal = state.refusal();
    if (refusal != null) {
      missing.add("journal: " + refusal);
    }
    boolean ready = missing.isEmpty();
    body.put("status", ready ? "healthy" : "unhealthy");
    body.put("db", directory.inTouch() ? "connected" : "Not connected");
    if (!ready) {
      body.set("missing", missing);
    }
    describeDirectory(body.putObject("directory"));
    describe(state, body.putObject("journal"));
    describe(plane.get(), body.putObject("budgets"));
    return new Readiness(ready, body);
  }

  private void describeDirectory(ObjectNode into) {
    Instant fresh = directory.freshAt();
    into.put("ready", directory.ready());
    into.put(
        "age_seconds", fresh == null ? null : Duration.between(fresh, clock.instant()).toSeconds());
  }

  private static void describe(LedgerState state, ObjectNode into) {
    into.put("bytes", state.bytes())
        .put("capacity_bytes", state.capacityBytes())
        .put("unacknowledged", state.unacknowledged())
        .put("oldest_unacknowledged_seconds", state.oldestUnacknowledged().toSeconds())
        .put("error", state.lastError());
  }

  private static void describe(PlaneState state, ObjectNode into) {
    into.put("redis", state.connected() ? "connected" : "not connected")
        .put("ready", state.ready())
        .put("trouble", state.trouble());
    ObjectNode waits = into.putObject("waits_for");
    for (var tag : state.tags()) {
      if (!tag.ready()) {
        tag.waitsFor().forEach(waits.putArray(tag.tag())::add);
      }
    }
  }
}
