package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.SseParser;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.provider.Deadlines;
import dev.weir.gateway.provider.HttpProviderClient;
import dev.weir.gateway.provider.ProviderCalls;
import dev.weir.gateway.provider.ProviderException;
import dev.weir.gateway.provider.ProviderReply;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Bill;
import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every pair of protocols over the wire: what was counted here is what was billed there. */
@Timeout(60)
class ScriptedProviderIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG);

  private final ScriptedProvider provider = ScriptedProvider.start(Script.seeded(7));
  private final HttpProviderClient client = HttpProviderClient.start(System::nanoTime);

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT,OPENAI,false", "OPENAI_CHAT,OPENAI,true",
    "OPENAI_CHAT,AZURE,false", "OPENAI_CHAT,AZURE,true",
    "OPENAI_CHAT,ANTHROPIC,false", "OPENAI_CHAT,ANTHROPIC,true",
    "ANTHROPIC_MESSAGES,OPENAI,false", "ANTHROPIC_MESSAGES,OPENAI,true",
    "ANTHROPIC_MESSAGES,AZURE,false", "ANTHROPIC_MESSAGES,AZURE,true",
    "ANTHROPIC_MESSAGES,ANTHROPIC,false", "ANTHROPIC_MESSAGES,ANTHROPIC,true",
  })
  void countsWhatTheProviderBills(Protocol protocol, Provider kind, boolean stream)
      throws Exception {
    for (int i = 0; i < 20; i++) {
      Tokens tokens = stream ? streamed(protocol, kind, i) : answered(protocol, kind, i);

      assertThat(tokens).isEqualTo(tokens(provider.ledger().getLast()));
    }
    assertThat(provider.ledger()).hasSize(20);
    assertThat(client.connections()).isEqualTo(1);
  }

  @Test
  void keepsCallsApart_whenManyRunAtOnce() throws Exception {
    List<Future<Tokens>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        Provider kind = Provider.values()[i % 3];
        calls.add(
            threads.submit(() ->
                number % 2 == 0
                    ? streamed(own(kind), kind, number)
                    : answered(own(kind), kind, number)));
      }
    }
    Tokens total = Tokens.NONE;
    for (Future<Tokens> call : calls) {
      total = total.plus(call.get());
    }

    assertThat(total)
        .isEqualTo(
            provider.ledger().stream()
                .map(ScriptedProviderIT::tokens)
                .reduce(Tokens.NONE, Tokens::plus));
    assertThat(provider.ledger()).hasSize(1_000);
  }

  @ParameterizedTest
  @CsvSource({"OPENAI_CHAT,OPENAI", "ANTHROPIC_MESSAGES,ANTHROPIC", "OPENAI_CHAT,ANTHROPIC"})
  void seesNoEnd_whenAStreamIsCut(Protocol protocol, Provider kind) throws Exception {
    provider.script(Script.seeded(7).cutAfter(2));
    StreamTranslator stream = translation(protocol, kind).stream(request(protocol, true, 1), "g");
    Failure.Kind failed = null;
    try (ProviderReply reply = send(protocol, kind, true, 1)) {
      pump(reply, stream);
    } catch (ProviderException e) {
      failed = e.failure().kind();
    }

    assertThat(failed).isEqualTo(Failure.Kind.BROKEN_ANSWER);
    assertThat(stream.ended()).isFalse();
    assertThat(stream.contentSent()).isTrue();
    assertThat(stream.outputTokensSeen()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,401,AUTHENTICATION", "AZURE,429,RATE_LIMITED", "ANTHROPIC,529,SERVER",
    "ANTHROPIC,500,SERVER", "OPENAI,404,NOT_FOUND", "AZURE,503,SERVER"
  })
  void readsTheProvidersErrors(Provider kind, int status, Failure.Kind expected) throws Exception {
    provider.script(Behaviour.Refuse.status(status));
    try (ProviderReply reply = send(own(kind), kind, false, 1)) {
      Failure failure =
          new ProviderErrors(Given.CLOCK)
              .read(kind, reply.status(), reply.headers(), reply.readAll(1 << 20));

      assertThat(failure.kind()).isEqualTo(expected);
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.message()).isNotBlank();
    }
  }

  private Tokens answered(Protocol protocol, Provider kind, int number) throws IOException {
    try (ProviderReply reply = send(protocol, kind, false, number)) {
      assertThat(reply.status()).isEqualTo(200);
      Reply.Answer answer =
          (Reply.Answer) translation(protocol, kind).complete(reply.readAll(1 << 20), "served");
      JsonNode body = Given.json(answer.body());

      assertThat(answer.usageKnown()).isTrue();
      assertThat(body.get("model").asText()).isEqualTo("served");
      assertThat(body.has(protocol == ANTHROPIC_MESSAGES ? "content" : "choices")).isTrue();
      return answer.tokens();
    }
  }

  private Tokens streamed(Protocol protocol, Provider kind, int number) throws IOException {
    StreamTranslator stream =
        translation(protocol, kind).stream(request(protocol, true, number), "served");
    try (ProviderReply reply = send(protocol, kind, true, number)) {
      assertThat(reply.status()).isEqualTo(200);
      List<SseEvent> events = Given.events(pump(reply, stream));

      assertThat(stream.ended()).isTrue();
      assertThat(stream.usageKnown()).isTrue();
      assertThat(events.getFirst().text()).contains("\"model\":\"served\"");
      assertThat(events.getLast().text())
          .isEqualTo(protocol == ANTHROPIC_MESSAGES ? "{\"type\":\"message_stop\"}" : "[DONE]");
      return stream.tokens();
    }
  }

  private static byte[] pump(ProviderReply reply, StreamTranslator stream) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    SseParser parser = new SseParser();
    byte[] buffer = new byte[4096];
    for (int count = reply.read(buffer); count >= 0; count = reply.read(buffer)) {
      parser.feed(buffer, 0, count);
      for (SseEvent event = parser.next(); event != null; event = parser.next()) {
        sent.writeBytes(stream.accept(event));
      }
    }
    return sent.toByteArray();
  }

  private ProviderReply send(Protocol protocol, Provider kind, boolean stream, int number)
      throws IOException {
    TranslatedRequest translated =
        translation(protocol, kind)
            .request(request(protocol, stream, number), deployment(kind), false);
    byte[] body = ((TranslatedRequest.Ready) translated).body();
    return client.send(
        ProviderCalls.of(deployment(kind), protocol.mode(), stream, body, Map.of(), null), PATIENT);
  }

  private static Protocol own(Provider kind) {
    return kind == Provider.ANTHROPIC ? ANTHROPIC_MESSAGES : Protocol.OPENAI_CHAT;
  }

  private static Translation translation(Protocol protocol, Provider kind) {
    return Translation.between(protocol, kind, Given.CLOCK);
  }

  private static ClientRequest request(Protocol protocol, boolean stream, int number) {
    String body =
        "{\"model\":\"group\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(stream, "Hello ".repeat(number % 50 + 1));
    return Given.request(protocol, body);
  }

  private Deployment deployment(Provider kind) {
    return new Deployment(
        "id",
        "group",
        kind,
        kind == Provider.ANTHROPIC ? "claude-sonnet-4-6" : "gpt-4o",
        URI.create(provider.baseUri() + (kind == Provider.OPENAI ? "/v1" : "")),
        new Secret("sk-key"),
        kind == Provider.AZURE ? "2024-02-01" : null,
        Map.of(),
        null,
        null,
        16_384);
  }

  private static Tokens tokens(Bill bill) {
    return new Tokens(
        bill.usage().input(),
        bill.usage().cacheRead(),
        bill.usage().cacheWrite5m(),
        bill.usage().cacheWrite1h(),
        bill.usage().output(),
        bill.usage().reasoning());
  }
}
