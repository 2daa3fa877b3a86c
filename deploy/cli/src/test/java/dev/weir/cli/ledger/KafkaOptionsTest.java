package dev.weir.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class KafkaOptionsTest {
  private static final String CONFIG =
      """
      model_list:
        - {model_name: a, litellm_params: {model: openai/m, api_key: os.environ/NOT_NEEDED}}
      litellm_settings: {timezone: Europe/Zurich}
      weir:
        kafka:
          bootstrap-servers: file:1
          topic-prefix: prod.
          properties: {security.protocol: SASL_SSL, sasl.jaas.config: os.environ/JAAS}
      """;

  @TempDir private Path folder;
  private final Captured captured = new Captured();

  @Command
  private static final class Options {
    @Mixin private final KafkaOptions kafka;

    Options(KafkaOptions kafka) {
      this.kafka = kafka;
    }
  }

  private Ledger ledger(Map<String, String> environment, String... options) {
    var all = new Options(new KafkaOptions(captured.piped(environment, "")));
    new CommandLine(all).parseArgs(options);
    return all.kafka.ledger();
  }

  private String config() throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), CONFIG).toString();
  }

  @Test
  void takesAddressPropertiesAndZone_fromTheServicesConfiguration() throws IOException {
    Ledger ledger = ledger(Map.of("JAAS", "secret"), "--config", config());

    assertThat(ledger.kafka().clientProperties())
        .isEqualTo(
            Map.of(
                "bootstrap.servers",
                "file:1",
                "security.protocol",
                "SASL_SSL",
                "sasl.jaas.config",
                "secret"));
    assertThat(ledger.topics().attempts().name()).isEqualTo("prod.weir.attempts.v1");
    assertThat(ledger.zone()).isEqualTo(ZoneId.of("Europe/Zurich"));
  }

  @Test
  void namesTheVariable_thatKafkaNeeds() {
    assertThatThrownBy(() -> ledger(Map.of(), "--config", config()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith(
            "config.yaml:8: weir.kafka.properties.sasl.jaas.config: environment variable `JAAS` is"
                + " not set");
  }

  @Test
  void prefersTheOption_thenWeirsVariable() throws IOException {
    var variables =
        Map.of(
            "WEIR_KAFKA_BOOTSTRAP_SERVERS",
            "weir:1",
            "KAFKA_BOOTSTRAP_SERVERS",
            "k:1",
            "JAAS",
            "x");

    assertThat(ledger(variables, "--kafka", "option:1").kafka().bootstrapServers())
        .isEqualTo("option:1");
    assertThat(ledger(variables, "--config", config()).kafka().bootstrapServers())
        .isEqualTo("weir:1");
    assertThat(ledger(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:1")).kafka().bootstrapServers())
        .isEqualTo("k:1");
  }

  @Test
  void takesFurtherPropertiesFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), "ssl.truststore.type=PEM\n");

    Ledger ledger =
        ledger(
            Map.of("WEIR_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL"),
            "--kafka",
            "k:1",
            "--kafka-properties",
            file.toString());

    assertThat(ledger.kafka().clientProperties())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "k:1",
                "security.protocol", "SSL",
                "ssl.truststore.type", "PEM"));
  }

  @Test
  void asksWhereKafkaIs_whenNothingSaysIt() {
    assertThatThrownBy(() -> ledger(Map.of()))
        .hasMessage("where is Kafka? Name it with --kafka HOST:PORT, or with --config FILE");
  }
}
