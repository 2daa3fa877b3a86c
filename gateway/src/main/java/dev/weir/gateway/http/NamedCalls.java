package dev.weir.gateway.http;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.idempotency.Claim;
import dev.weir.gateway.idempotency.Fingerprint;
import dev.weir.gateway.idempotency.IdempotencyKeys;
import dev.weir.gateway.idempotency.Playback;
import dev.weir.gateway.idempotency.Recording;
import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.Pipeline;
import io.helidon.http.Headers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls with an {@code Idempotency-Key}. A call runs in a thread of its own and its clients listen,
 * the first like those that come later, so that it need not end with the connection it came on.
 */
final class NamedCalls {
  private static final Logger LOGGER = LoggerFactory.getLogger(NamedCalls.class);
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,255}");

  private final IdempotencyKeys keys;
  private final GatewayMetrics metrics;
  private final InFlight inFlight;

  NamedCalls(IdempotencyKeys keys, GatewayMetrics metrics, InFlight inFlight) {
    this.keys = keys;
    this.metrics = metrics;
    this.inFlight = inFlight;
  }

  /** How a request is named. */
  sealed interface Name {
    /** It is not. */
    record None() implements Name {}

    /** By this. */
    record Given(String key) implements Name {}

    /** By what can't be a key. */
    record Malformed() implements Name {}

    static Name in(Headers headers) {
      if (!headers.contains(Names.IDEMPOTENCY_KEY)) {
        return new None();
      }
      List<String> values = headers.get(Names.IDEMPOTENCY_KEY).allValues();
      return values.size() == 1 && KEY.matcher(values.getFirst()).matches()
          ? new Given(values.getFirst())
          : new Malformed();
    }
  }

  /** Answers a call that may have been made before. */
  void answer(String key, Call call, Pipeline pipeline, HttpClientSide client) {
    Protocol protocol = call.request().protocol();
    var request = Fingerprint.of(protocol.name(), call.request().body());
    switch (keys.claim(call.payer().keyId(), key, request)) {
      case Claim.Run(Recording recording, Playback playback) -> {
        start(call, pipeline, client.recorded(recording));
        client.play(playback, false);
      }
      case Claim.Replay(Playback playback) -> client.play(playback, true);
      case Claim.Running(Duration wait) -> refuse(client, "running", Errors.running(wait));
      case Claim.NotKept() -> refuse(client, "not_kept", Errors.notKept());
      case Claim.Different() -> refuse(client, "different", Errors.different());
    }
  }

  private void refuse(HttpClientSide client, String code, ErrorReply error) {
    metrics.refused("idempotency_" + code);
    client.refuse(error);
  }

  private void start(Call call, Pipeline pipeline, RecordedClient client) {
    inFlight.another();
    Thread.ofVirtual()
        .name("call-" + call.id())
        .start(() -> {
          try {
            pipeline.run(call, client);
          } catch (RuntimeException e) {
            LOGGER.error("call={} failed", call.id(), e);
            client.broken();
          } finally {
            client.recording().fail();
            inFlight.ended();
          }
        });
  }
}
