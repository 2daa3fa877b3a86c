package dev.weir.cli.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.Captured;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.SpendDay.ModelSpend;
import dev.weir.schemas.events.SpendDay.Savings;
import dev.weir.schemas.events.SpendDay.Sums;
import dev.weir.schemas.events.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerSpendTest {
  private static final Sums CHEAP =
      new Sums(1_000_001, 1, new Tokens(10, 2, 0, 0, 5, 0), 3, 1, new Savings(4, 70));
  private static final Sums DEAR =
      new Sums(3_000_000_000L, 0, new Tokens(1000, 0, 0, 0, 500, 0), 1, 0, null);

  private static final List<SpendDay> DAYS =
      List.of(
          day("k2", "new\nname", "2026-11-30", DEAR, model("openai", "gpt-4o", DEAR)),
          day("k1", null, "2026-11-29", CHEAP, model("anthropic", "claude", CHEAP)),
          day("k2", "old name", "2026-11-29", CHEAP, model("openai", "gpt-4o", CHEAP)));

  private final Captured captured = new Captured();

  private static SpendDay day(String id, String alias, String day, Sums sums, ModelSpend model) {
    return new SpendDay(id, alias, day, sums, List.of(model));
  }

  private static ModelSpend model(String provider, String model, Sums sums) {
    return new ModelSpend(provider, model, sums);
  }

  private String table(By by) {
    captured.piped(Map.of(), "").terminal().print(LedgerSpend.of(by, DAYS).table());
    return captured.out();
  }

  @Test
  void addsUpTheDaysOfAKey_underItsLastName() {
    assertThat(table(By.KEY))
        .isEqualTo(
            """
            KEY            REQUESTS  FAILED  TOKENS IN  OUT  CACHED    SPEND  SHARE
            new\\u000aname         4       1       1012  505       4    $3.00   99 %
            k1                    3       1         12    5       4  $0.0010    0 %
            all                   7       2       1024  510       8    $3.00  100 %
            """);
  }

  @Test
  void addsUpModels_overAllKeys() {
    assertThat(table(By.MODEL))
        .isEqualTo(
            """
            MODEL             REQUESTS  FAILED  TOKENS IN  OUT  CACHED    SPEND  SHARE
            openai/gpt-4o            4       1       1012  505       4    $3.00   99 %
            anthropic/claude         3       1         12    5       4  $0.0010    0 %
            all                      7       2       1024  510       8    $3.00  100 %
            """);
  }

  @Test
  void listsDaysInTheirOrder() {
    assertThat(table(By.DAY))
        .isEqualTo(
            """
            DAY         REQUESTS  FAILED  TOKENS IN  OUT  CACHED    SPEND  SHARE
            2026-11-29         6       2         24   10       8  $0.0020    0 %
            2026-11-30         1       0       1000  500       0    $3.00   99 %
            all                7       2       1024  510       8    $3.00  100 %
            """);
  }

  @Test
  void isExact_forPrograms() {
    assertThat(LedgerSpend.of(By.KEY, DAYS).json().getFirst().toString())
        .isEqualTo(
            "{\"by\":\"key\",\"id\":\"k2\",\"alias\":\"new\\nname\",\"requests\":4,\"failures\":1,"
                + "\"prompt_tokens\":1012,\"output_tokens\":505,\"cache_hits\":4,"
                + "\"spend_nano_usd\":3001000001,\"estimated_nano_usd\":1,\"saved_nano_usd\":70}");
  }
}
