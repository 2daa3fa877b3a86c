package dev.weir.schemas.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each record of a topic against its JSON Schema and its golden JSON. */
class GoldenJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  enum Golden {
    ATTEMPT_STARTED(LogEvent.class, AttemptStarted.class),
    ATTEMPT_FINISHED(LogEvent.class, AttemptFinished.class),
    EPOCH_OPENED(LogEvent.class, EpochOpened.class),
    EPOCH_CLOSED(LogEvent.class, EpochClosed.class),
    EPOCH_ABANDONED(LogEvent.class, EpochAbandoned.class),
    KEY(DirectoryEntry.class, KeyEntry.class),
    TEAM(DirectoryEntry.class, TeamEntry.class),
    USER(DirectoryEntry.class, UserEntry.class),
    BUDGET_CROSSED(Alert.class, Alert.BudgetCrossed.class),
    TOTAL_SPEND_CROSSED(Alert.class, Alert.TotalSpendCrossed.class),
    PROVIDER_FAILED(Alert.class, Alert.ProviderFailed.class),
    DEPLOYMENT_DOWN(Alert.class, Alert.DeploymentDown.class),
    DEPLOYMENT_RECOVERED(Alert.class, Alert.DeploymentRecovered.class),
    GROUP_UNAVAILABLE(Alert.class, Alert.GroupUnavailable.class),
    GROUP_RECOVERED(Alert.class, Alert.GroupRecovered.class),
    SOFT_BUDGET_CROSSED(Alert.class, Alert.SoftBudgetCrossed.class),
    BUDGET_FORECAST(Alert.class, Alert.BudgetForecast.class),
    CALLS_SLOW(Alert.class, Alert.CallsSlow.class),
    CALLS_HANGING(Alert.class, Alert.CallsHanging.class),
    KEY_EXPIRING(Alert.class, Alert.KeyExpiring.class),
    ATTEMPTS_ORPHANED(Alert.class, Alert.AttemptsOrphaned.class),
    LEASES_STRANDED(Alert.class, Alert.LeasesStranded.class),
    MODEL_UNPRICED(Alert.class, Alert.ModelUnpriced.class),
    SPEND_REPORT(Alert.class, Alert.SpendReport.class),
    BREAKER_OPENED(IncidentReport.class, IncidentReport.BreakerOpened.class),
    BREAKER_CLOSED(IncidentReport.class, IncidentReport.BreakerClosed.class),
    GROUP_DOWN(IncidentReport.class, IncidentReport.GroupDown.class),
    GROUP_UP(IncidentReport.class, IncidentReport.GroupUp.class),
    NODE_STATE(IncidentReport.class, IncidentReport.NodeState.class),
    AUDIT_RECORD(AuditRecord.class, AuditRecord.class),
    SPEND_DAY(SpendDay.class, SpendDay.class),
    DEAD_LETTER(DeadLetter.class, DeadLetter.class);

    /** What its topic carries. */
    final Class<?> declared;

    final Class<?> type;

    Golden(Class<?> declared, Class<?> type) {
      this.declared = declared;
      this.type = type;
    }

    String file() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    ObjectNode json() throws IOException {
      return (ObjectNode) resource("/golden/" + file() + ".json");
    }

    JsonNode schemaJson() throws IOException {
      return resource("/dev/weir/schemas/json/" + file() + ".schema.json");
    }

    List<?> violations(JsonNode json) {
      Schema schema =
          SCHEMAS.getSchema(
              SchemaLocation.of("classpath:dev/weir/schemas/json/" + file() + ".schema.json"));
      return schema.validate(json);
    }

    Object read(JsonNode json) throws IOException {
      return EventJson.read(json.toString().getBytes(UTF_8), declared);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goldenJsonIsValid_andReadAndWrittenUnchanged(Golden golden) throws Exception {
    ObjectNode json = golden.json();

    Object record = golden.read(json);

    assertThat(golden.violations(json)).isEmpty();
    assertThat(record).isInstanceOf(golden.type);
    assertThat(JSON.readTree(EventJson.write(record))).isEqualTo(json);
  }

  @ParameterizedTest
  @EnumSource
  void unknownFieldsAreIgnored(Golden golden) throws Exception {
    ObjectNode json = golden.json().put("fromTheFuture", 1);

    assertThat(golden.violations(json)).isEmpty();
    assertThat(golden.read(json)).isEqualTo(golden.read(golden.json()));
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheRequiredFieldsAreNeeded_andNoMoreIsWritten(Golden golden) throws Exception {
    ObjectNode json = golden.json();
    json.retain(required(golden));

    Object record = golden.read(json);

    assertThat(golden.violations(json)).isEmpty();
    assertThat(JSON.readTree(EventJson.write(record))).isEqualTo(json);
  }

  @ParameterizedTest
  @EnumSource
  void refusesARecordWithoutARequiredField_asItsSchemaDoes(Golden golden) throws Exception {
    for (String field : required(golden)) {
      ObjectNode json = golden.json();
      json.remove(field);

      assertThat(golden.violations(json)).as("without %s", field).isNotEmpty();
      assertThatThrownBy(() -> golden.read(json))
          .as("without %s", field)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void schemaNamesEachFieldOfTheRecord_andRequiresThoseThatAreNeverNull(Golden golden)
      throws Exception {
    var fields = new TreeSet<String>();
    var needed = new TreeSet<String>();
    if (golden.declared != golden.type) {
      fields.add("type");
      needed.add("type");
    }
    for (RecordComponent component : golden.type.getRecordComponents()) {
      fields.add(jsonName(component));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        needed.add(jsonName(component));
      }
    }

    assertThat(golden.schemaJson().get("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(fields);
    assertThat(required(golden)).isEqualTo(needed);
  }

  private static String jsonName(RecordComponent component) {
    JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
    return name == null ? component.getName() : name.value();
  }

  private static Set<String> required(Golden golden) throws IOException {
    var names = new TreeSet<String>();
    golden.schemaJson().get("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static JsonNode resource(String path) throws IOException {
    try (InputStream in = GoldenJsonTest.class.getResourceAsStream(path)) {
      return JSON.readTree(Objects.requireNonNull(in, path));
    }
  }
}
