package dev.weir.accounting.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The accounting process, killed with -9 while it counts. */
class AccountingKillIT {
  private static final int ATTEMPTS = 3_000;
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  @TempDir Path dir;

  private final String prefix = KAFKA.newPrefix();
  private final Topics topics = new Topics(prefix, PARTITIONS);
  private final RedisKeys keys = new RedisKeys(REDIS.newPrefix());
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void losesAndDoublesNothingWhenItIsKilledAnywhere() throws Exception {
    KafkaSettings kafka = topicsMade();
    Path config = config("accounting-1");
    Process first = accounting(config);
    try (LogWriter log = new LogWriter(kafka, topics)) {
      log.write(ATTEMPTS / 3);
      await().atMost(PATIENCE).until(() -> counted() > 0);
      kill(first);
      log.write(ATTEMPTS / 3);
      long before = counted();
      Process second = accounting(config);
      await().atMost(PATIENCE).until(() -> counted() > before);
      kill(second);
      log.write(ATTEMPTS / 3);

      accounting(config);

      await().atMost(PATIENCE).until(() -> counted() >= log.requests());
      assertThat(counted()).isEqualTo(log.requests());
      assertThat(byKey()).isEqualTo(log.spentByKey());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(inRedis(log)).isEqualTo(log.spentByKey()));
      assertThat(alertKeys()).doesNotHaveDuplicates().hasSize(3);
    }
  }

  /** The dead one is waited for as long as its session lasts: here 6 s. */
  @Test
  void goesOnWithThePartitionsOfAnother_whenThatIsKilled() throws Exception {
    KafkaSettings kafka = topicsMade();
    Process one = accounting(config("accounting-1"));
    try (LogWriter log = new LogWriter(kafka, topics)) {
      log.write(ATTEMPTS / 3);
      await().atMost(PATIENCE).until(() -> counted() > 0);
      accounting(config("accounting-2"));
      log.write(ATTEMPTS / 3);
      await().atMost(PATIENCE).until(() -> counted() >= log.requests());

      kill(one);

      log.write(ATTEMPTS / 3);
      await().atMost(PATIENCE).until(() -> counted() >= log.requests());
      assertThat(byKey()).isEqualTo(log.spentByKey());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(inRedis(log)).isEqualTo(log.spentByKey()));
    }
  }

  private KafkaSettings topicsMade() throws InterruptedException {
    KafkaSettings kafka =
        new KafkaSettings(KAFKA.bootstrapServers(), prefix, (short) 1, PARTITIONS, Map.of());
    KafkaTopics.ensure(kafka.clientProperties(), topics.all(), (short) 1, Duration.ofSeconds(30));
    return kafka;
  }

  private Process accounting(Path config) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AccountingMain.class.getName(),
            "--config",
            config.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
            .start();
    processes.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Path config(String name) throws IOException {
    return Files.writeString(
        dir.resolve(name + ".yaml"),
        """
        model_list:
          - model_name: gpt-4o
            litellm_params: {model: openai/gpt-4o, api_key: sk-x}
        weir:
          node-name: %s
          data-dir: %s
          metrics: {accounting-port: 0}
          kafka:
            bootstrap-servers: %s
            topic-prefix: "%s"
            replication: 1
            attempt-partitions: %d
            properties: {session.timeout.ms: 6000}
          redis: {host: %s, port: %d, prefix: "%s"}
        """
            .formatted(
                name,
                dir.resolve(name),
                KAFKA.bootstrapServers(),
                prefix,
                PARTITIONS,
                REDIS.host(),
                REDIS.port(),
                keys.prefix()));
  }

  private Map<String, SpendDay> days() throws IOException {
    Map<String, SpendDay> days = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.drain(topics.spendByKey().name())) {
      days.put(
          new String(message.key(), StandardCharsets.UTF_8),
          EventJson.read(message.value(), SpendDay.class));
    }
    return days;
  }

  private long counted() throws IOException {
    return days().values().stream().mapToLong(day -> day.total().requests()).sum();
  }

  private Map<String, Long> byKey() throws IOException {
    Map<String, Long> spent = new HashMap<>();
    days().values().forEach(day -> spent.merge(day.id(), day.total().costNanoUsd(), Long::sum));
    return spent;
  }

  private List<String> alertKeys() throws IOException {
    List<String> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.drain(topics.alerts().name())) {
      found.add(EventJson.read(message.value(), Alert.class).recordKey());
    }
    return found;
  }

  /** What gateways would show as spent, from the rows {@code version|nano} of each partition. */
  private Map<String, Long> inRedis(LogWriter log) {
    Map<String, Long> spent = new HashMap<>();
    try (Jedis redis = new Jedis(REDIS.host(), REDIS.port())) {
      for (String key : log.spentByKey().keySet()) {
        redis
            .hgetAll(keys.spend(dev.weir.schemas.events.BudgetLevel.KEY, key))
            .forEach((field, row) ->
                spent.merge(key, Long.parseLong(row.substring(row.indexOf('|') + 1)), Long::sum));
      }
    }
    return spent;
  }
}
