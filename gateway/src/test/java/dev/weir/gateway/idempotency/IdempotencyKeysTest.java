package dev.weir.gateway.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.idempotency.Claim.Replay;
import dev.weir.gateway.idempotency.Claim.Run;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(10), Duration.ofSeconds(10), 100, 250, 3);
  private static final Fingerprint REQUEST = Fingerprint.of("chat", bytes("{\"n\":1}"));
  private static final Head HEAD = new Head(200, Map.of("x", "y"), true);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final IdempotencyKeys keys =
      IdempotencyKeys.alone(LIMITS, id -> "hash of " + id, nanos::get);

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private Run run(String key) {
    return (Run) keys.claim("owner", key, REQUEST);
  }

  private Claim again(String key) {
    return keys.claim("owner", key, REQUEST);
  }

  private Run succeed(String key, int size) {
    Run run = run(key);
    run.recording().begin(HEAD);
    run.recording().complete(new byte[size]);
    run.playback().close();
    return run;
  }

  private static String rest(Playback playback) throws InterruptedException {
    var text = new StringBuilder();
    for (byte[] more = playback.next(); more != null; more = playback.next()) {
      text.append(new String(more, UTF_8));
    }
    return text.toString();
  }

  @Test
  void givesEachListenerTheAnswerFromItsBeginning() throws Exception {
    Run run = run("a");
    run.recording().begin(HEAD);
    run.recording().write(bytes("one "));
    assertThat(run.playback().next()).isEqualTo(bytes("one "));
    Playback joined = ((Replay) again("a")).playback();
    run.recording().write(bytes("two "));
    run.recording().complete(bytes("three"));

    Playback late = ((Replay) again("a")).playback();

    assertThat(rest(run.playback())).isEqualTo("two three");
    assertThat(rest(joined)).isEqualTo("one two three");
    assertThat(late.head()).isEqualTo(HEAD);
    assertThat(rest(late)).isEqualTo("one two three");
  }

  @Test
  void freesTheKey_whenTheCallFails_andTellsThoseWhoListen() throws Exception {
    Run run = run("a");
    Playback joined = ((Replay) again("a")).playback();

    run.recording().refuse(new Head(500, Map.of(), false), bytes("sorry"));

    assertThat(joined.head()).isEqualTo(new Head(500, Map.of(), false));
    assertThat(rest(joined)).isEqualTo("sorry");
    assertThat(again("a")).isInstanceOf(Run.class);
  }

  @Test
  void freesTheKey_whenAStreamIsCut() throws Exception {
    Run run = run("a");
    run.recording().begin(HEAD);
    run.recording().write(bytes("half"));

    run.recording().fail();

    assertThat(rest(run.playback())).isEqualTo("half");
    assertThat(again("a")).isInstanceOf(Run.class);
  }

  @Test
  void endsOnce() {
    Run run = succeed("a", 10);

    run.recording().fail();

    assertThat(again("a")).isInstanceOf(Replay.class);
  }

  @Test
  void refusesAnotherRequestUnderTheSameKey_ofTheSameOwnerOnly() {
    run("a");
    Fingerprint other = Fingerprint.of("chat", bytes("{\"n\":2}"));

    assertThat(keys.claim("owner", "a", other)).isEqualTo(new Claim.Different());
    assertThat(keys.claim("another", "a", other)).isInstanceOf(Run.class);
  }

  @Test
  void remembersASuccessForTenMinutes() {
    succeed("a", 10);

    nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
    assertThat(again("a")).isInstanceOf(Replay.class);
    nanos.addAndGet(1);
    assertThat(again("a")).isInstanceOf(Run.class);
    assertThat(keys.replays()).isEqualTo(1);
  }

  @Test
  void givesUp_onceNobodyHasListenedForTenSeconds() throws Exception {
    Run run = run("a");
    run.recording().begin(HEAD);
    run.playback().close();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    run.recording().write(bytes("still "));
    Playback joined = ((Replay) again("a")).playback();
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    run.recording().write(bytes("there"));
    joined.close();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos() + 1);

    assertThatThrownBy(() -> run.recording().write(bytes("?")))
        .isInstanceOf(AbandonedException.class);
  }

  @Test
  void keepsAWholeAnswer_thatNobodyWaitedFor() {
    Run run = run("a");
    run.playback().close();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    run.recording().begin(HEAD);
    run.recording().complete(bytes("answer"));

    assertThat(again("a")).isInstanceOf(Replay.class);
  }

  @Test
  void passesOnWhatIsTooLargeToKeep_andNeverRunsItAgain() throws Exception {
    Run run = run("a");
    run.recording().begin(HEAD);
    run.recording().write(new byte[60]);
    Playback joined = ((Replay) again("a")).playback();
    run.recording().write(new byte[41]);
    assertThat(again("a")).isEqualTo(new Claim.Running(Duration.ofSeconds(1)));
    run.recording().complete(new byte[7]);

    assertThat(rest(run.playback())).hasSize(108);
    assertThat(rest(joined)).hasSize(108);
    assertThat(again("a")).isEqualTo(new Claim.NotKept());
  }

  @Test
  void forgetsTheOldestAnswers_whenMemoryIsFull_butNotThatTheyWereGiven() {
    succeed("a", 100);
    succeed("b", 100);
    succeed("c", 100);

    assertThat(again("a")).isEqualTo(new Claim.NotKept());
    assertThat(again("b")).isInstanceOf(Replay.class);
    assertThat(again("c")).isInstanceOf(Replay.class);
  }

  @Test
  void keepsWhatRuns_whenMemoryIsFull() throws Exception {
    Run first = run("a");
    first.recording().begin(HEAD);
    first.recording().write(new byte[100]);
    Run second = run("b");
    second.recording().begin(HEAD);
    second.recording().write(new byte[100]);

    succeed("c", 100);

    assertThat(again("a")).isInstanceOf(Replay.class);
    assertThat(again("b")).isInstanceOf(Replay.class);
    assertThat(again("c")).isEqualTo(new Claim.NotKept());
    first.recording().fail();
    succeed("d", 100);
    assertThat(again("d")).isInstanceOf(Replay.class);
  }

  @Test
  void forgetsTheOldestCalls_whenTheyAreTooMany() {
    succeed("a", 1);
    succeed("b", 1);
    succeed("c", 1);
    succeed("d", 1);
    run("e");

    assertThat(again("a")).isInstanceOf(Run.class);
    assertThat(again("b")).isInstanceOf(Replay.class);
  }
}
