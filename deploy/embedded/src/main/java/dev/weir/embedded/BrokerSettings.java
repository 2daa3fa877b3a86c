package dev.weir.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker and controller in one, sized for one machine.
 *
 * <p>{@code broker.session.timeout.ms} and the transaction timeouts are not here on purpose: with a
 * shorter session a killed broker leaves a transaction open for ever (RATIONALE.md).
 *
 * @param more broker properties; they win over those here
 */
record BrokerSettings(Path logDirectory, int port, int controllerPort, Map<String, String> more) {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** The listener that clients come to. */
  static final String CLIENT = "CLIENT";

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  Map<String, String> properties() {
    var all = new HashMap<>(standard());
    all.putAll(more);
    return all;
  }

  private Map<String, String> standard() {
    var controller = "127.0.0.1:" + controllerPort;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", String.valueOf(NODE_ID)),
        Map.entry("log.dirs", logDirectory.toString()),
        Map.entry(
            "listeners",
            "%s://%s,%s://%s".formatted(CLIENT, bootstrapServers(), CONTROLLER, controller)),
        Map.entry("advertised.listeners", CLIENT + "://" + bootstrapServers()),
        Map.entry(
            "listener.security.protocol.map", CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
        Map.entry("inter.broker.listener.name", CLIENT),
        Map.entry("controller.listener.names", CONTROLLER),
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
        // A topic made by a typing error would hide it.
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("min.insync.replicas", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "2"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("log.index.size.max.bytes", "2097152"));
  }
}
