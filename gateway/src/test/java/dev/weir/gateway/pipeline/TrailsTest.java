package dev.weir.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.pipeline.CallTrail.Head;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrailsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Caller MASTER = new Caller.Master();

  private Instant now = NOON;
  private final Trails trails = new Trails(2, Duration.ofHours(1), () -> now);

  @Test
  void showsACallToItsKeyAndTheMaster_andToNobodyElse() {
    keep("c", "k1");

    assertThat(trails.find("c", key("k1"))).isNotNull();
    assertThat(trails.find("c", MASTER)).isNotNull();
    assertThat(trails.find("c", key("k2"))).isNull();
    assertThat(trails.find("other", MASTER)).isNull();
  }

  @Test
  void tellsCallsOfOneIdApart_byTheirKeys() {
    keep("c", "k1");
    keep("c", "k2");

    assertThat(trails.find("c", key("k1")).head().keyId()).isEqualTo("k1");
    assertThat(trails.find("c", MASTER).head().keyId()).isEqualTo("k2");
  }

  @Test
  void forgetsTheOldest_whenItIsFull() {
    keep("a", "k");
    keep("b", "k");
    keep("c", "k");

    assertThat(trails.find("a", MASTER)).isNull();
    assertThat(trails.find("b", MASTER)).isNotNull();
    assertThat(trails.find("c", MASTER)).isNotNull();
  }

  @Test
  void forgetsWhatIsTooOld() {
    keep("a", "k");
    now = NOON.plus(Duration.ofHours(1)).plusNanos(1);

    assertThat(trails.find("a", MASTER)).isNull();
  }

  @Test
  void showsACallThatRuns_andWhatItCostSoFar() {
    CallTrail trail = keep("a", "k");
    trail.add(attempted(5));
    trail.add(new TrailStep.Skipped("g", "d", Duration.ZERO, "open"));
    trail.add(attempted(7));

    CallTrail.View running = trails.find("a", MASTER);
    trail.end(new CallTrail.Verdict("answered", Duration.ofSeconds(1)));

    assertThat(running.verdict()).isNull();
    assertThat(running.chargedNanoUsd()).isEqualTo(12);
    assertThat(trails.find("a", MASTER).verdict().code()).isEqualTo("answered");
  }

  private CallTrail keep(String call, String keyId) {
    var trail = new CallTrail(new Head(call, keyId, "g", Protocol.OPENAI_CHAT, false, now));
    trails.keep(trail);
    return trail;
  }

  private static TrailStep attempted(long charged) {
    return new TrailStep.Attempted(
        1,
        TrailStep.Role.FIRST,
        "g",
        "d",
        "openai/m",
        Duration.ZERO,
        Duration.ZERO,
        "succeeded",
        200,
        null,
        100,
        charged,
        Tokens.NONE,
        Cost.NONE,
        false,
        Duration.ofMillis(3),
        null);
  }

  private static Caller key(String id) {
    return new Caller.VirtualKey(
        new KeyEntry(
            id,
            1,
            "sk-...x",
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            "admin"),
        null);
  }
}
