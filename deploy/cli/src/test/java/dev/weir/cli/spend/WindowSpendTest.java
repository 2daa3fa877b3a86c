package dev.weir.cli.spend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Gateway;
import dev.weir.cli.terminal.Captured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowSpendTest {
  private static final String TEAMS =
      """
      {"total_pages": 1, "teams": [
        {"team_id": "t-1", "team_alias": "payments", "spend": 41.3000000005, "max_budget": 50,
          "budget_reset_at": "2026-12-31T00:00:00Z"},
        {"team_id": "t-2", "team_alias": null, "spend": null, "max_budget": null},
        {"team_id": "t-3", "team_alias": null, "spend": 100.1, "max_budget": 0}]}
      """;

  private final Captured captured = new Captured();

  private static WindowSpend teams() {
    return WindowSpend.read(
        new Gateway() {
          @Override
          public JsonNode get(String path, Map<String, String> query) {
            assertThat(path).isEqualTo("/v2/team/list");
            return json(TEAMS);
          }

          @Override
          public JsonNode post(String path, ObjectNode body) {
            throw new AssertionError(path);
          }
        },
        By.TEAM);
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void showsTheLargestFirst_andWhatIsNotKnownLast() {
    captured.piped(Map.of(), "").terminal().print(teams().table(Captured.NOW));

    assertThat(captured.out())
        .isEqualTo(
            """
            TEAM        SPEND  BUDGET   USED  RESETS
            t-3       $100.10   $0.00  100 %  -
            payments   $41.30  $50.00   82 %  in 29 d
            t-2             ?       -      -  -
            """);
  }

  @Test
  void isExact_forPrograms() {
    assertThat(teams().json().get(1).toString())
        .isEqualTo(
            "{\"by\":\"team\",\"id\":\"t-1\",\"alias\":\"payments\","
                + "\"spend_nano_usd\":41300000000,\"budget_nano_usd\":50000000000,"
                + "\"resets_at\":\"2026-12-31T00:00:00Z\"}");
  }
}
