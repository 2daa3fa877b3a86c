package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.RequestReader;
import dev.weir.gateway.api.RequestReading;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.SseParser;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests, deployments and streams that the translation's tests share. */
final class Given {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_368_686));

  private Given() {}

  static ClientRequest request(Protocol protocol, String body) {
    return ((RequestReading.Read) RequestReader.read(protocol, body.getBytes(UTF_8))).request();
  }

  static Deployment deployment(Provider provider, String model) {
    return new Deployment(
        "id",
        "group",
        provider,
        model,
        URI.create("http://provider.mock"),
        new Secret("sk-secret"),
        null,
        Map.of(),
        null,
        null,
        128_000);
  }

  static TranslatedRequest translate(
      Protocol protocol, Provider provider, String model, String body, boolean dropParams) {
    return Translation.between(protocol, provider, CLOCK)
        .request(request(protocol, body), deployment(provider, model), dropParams);
  }

  static TranslatedRequest.Ready ready(
      Protocol protocol, Provider provider, String model, String body) {
    TranslatedRequest result = translate(protocol, provider, model, body, false);
    assertThat(result).isInstanceOf(TranslatedRequest.Ready.class);
    return (TranslatedRequest.Ready) result;
  }

  static JsonNode json(byte[] bytes) {
    try {
      return Json.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return json(text.getBytes(UTF_8));
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  static List<SseEvent> events(byte[] stream) {
    SseParser parser = new SseParser();
    parser.feed(stream, 0, stream.length);
    List<SseEvent> events = new ArrayList<>();
    for (SseEvent event = parser.next(); event != null; event = parser.next()) {
      events.add(event);
    }
    return events;
  }

  /** Feeds a stream and returns everything that goes to the client. */
  static String run(StreamTranslator translator, String stream) {
    StringBuilder sent = new StringBuilder();
    for (SseEvent event : events(stream.getBytes(UTF_8))) {
      sent.append(text(translator.accept(event)));
    }
    return sent.toString();
  }
}
