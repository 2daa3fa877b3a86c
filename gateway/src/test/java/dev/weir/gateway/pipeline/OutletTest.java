package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wins a client, and signs of life for it, on virtual time. */
class OutletTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final FakeClient client = new FakeClient();
  private long now;
  private final KeepAlives keepAlives = new KeepAlives(INTERVAL, () -> now, Runnable::run);
  private final Outlet outlet = outlet(Protocol.OPENAI_CHAT);

  @Test
  void saysNothing_beforeTheFirstContent() {
    pass(Duration.ofMinutes(5));

    assertThat(client.sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, ': keep-alive\n\n'",
    "ANTHROPIC_MESSAGES, 'event: ping\ndata: {\"type\":\"ping\"}\n\n'",
  })
  void givesASignOfLife_whenAStreamIsSilent(Protocol protocol, String sign) throws Exception {
    var stream = outlet(protocol);
    stream.turn().begin(Given.served());

    pass(INTERVAL.minusNanos(1));
    assertThat(client.sent).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(client.sent).containsExactly(sign);
  }

  @Test
  void countsFromTheLastEvent() throws Exception {
    Turn turn = outlet.turn();
    turn.begin(Given.served());
    pass(Duration.ofSeconds(10));
    turn.send("data: x\n\n".getBytes(UTF_8));

    pass(Duration.ofSeconds(14));

    assertThat(client.text()).isEqualTo("data: x\n\n");
  }

  @Test
  void cancelsTheProvidersCall_whenTheClientHasLeft() throws Exception {
    Turn turn = outlet.turn();
    turn.claim();
    turn.begin(Given.served());
    client.gone = true;

    pass(INTERVAL);

    assertThat(turn.over()).isTrue();
    assertThat(turn.reason()).isEqualTo("client_gone");
  }

  @Test
  void looksASecondTimeSoon_forOnlyThatMeetsTheResetOfAClientThatLeft() throws Exception {
    Turn turn = outlet.turn();
    turn.claim();
    turn.begin(Given.served());
    pass(INTERVAL);
    client.gone = true;

    pass(Duration.ofMillis(200));

    assertThat(turn.over()).isTrue();
  }

  @Test
  void isSilent_onceTheCallHasEnded() throws Exception {
    outlet.turn().begin(Given.served());
    outlet.close();

    pass(INTERVAL);
    outlet.beat();

    assertThat(client.sent).isEmpty();
  }

  @Test
  void letsOneWin_andEndsTheOther() {
    Turn first = outlet.turn();
    Turn second = outlet.turn();
    second.race(first);

    assertThat(second.claim()).isTrue();
    assertThat(second.claim()).isTrue();
    assertThat(first.claim()).isFalse();
    assertThat(first.over()).isTrue();
    assertThat(first.reason()).isEqualTo("outrun");
    assertThat(second.over()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, 'data: {\"error\":{\"message\":\"It broke\",\"type\":\"internal_server_error\",\"param\":null,\"code\":\"500\"}}\n\n'",
    "ANTHROPIC_MESSAGES, 'event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"It broke\"}}\n\n'",
  })
  void endsAFailedStreamInTheClientsProtocol(Protocol protocol, String event) {
    outlet(protocol).breakOff(new Failure(Kind.SERVER, 0, "x", "It broke", null, Duration.ZERO));

    assertThat(client.text()).isEqualTo(event);
  }

  @Test
  void saysThatTheClientHasLeft() {
    client.gone = true;

    assertThatThrownBy(() -> outlet.turn().send(new byte[1]))
        .isInstanceOf(ClientGoneException.class);
    assertThat(outlet.gone()).isTrue();
  }

  private Outlet outlet(Protocol protocol) {
    return new Outlet(client, protocol, keepAlives, () -> now);
  }

  private void pass(Duration duration) {
    now += duration.toNanos();
    keepAlives.tick();
  }
}
