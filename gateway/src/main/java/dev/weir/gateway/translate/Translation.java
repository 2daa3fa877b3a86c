package dev.weir.gateway.translate;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import java.time.InstantSource;

/**
 * From a client's protocol to a provider's and back. Stateless and thread-safe.
 *
 * <p>Where both are the same, bytes are forwarded: only {@code model} is replaced, the gateway's
 * own fields are cut out, and a stream is made to report its usage.
 */
public interface Translation {
  /**
   * The translation for a call.
   *
   * @param clock for {@code created} in answers that are made here
   */
  static Translation between(Protocol client, Protocol provider, InstantSource clock) {
    return switch (client) {
      case OPENAI_CHAT ->
          switch (provider) {
            case OPENAI_CHAT -> new SameChat();
            case ANTHROPIC_MESSAGES -> new ChatToMessages(clock);
          };
      case ANTHROPIC_MESSAGES ->
          switch (provider) {
            case OPENAI_CHAT -> new MessagesToChat();
            case ANTHROPIC_MESSAGES -> new SameMessages();
          };
    };
  }

  /**
   * The request for a deployment.
   *
   * @param dropParams leave out parameters that the provider lacks, in place of refusing them
   */
  TranslatedRequest request(ClientRequest request, Deployment deployment, boolean dropParams);

  /**
   * The answer for the client.
   *
   * @param group that served: the answer's {@code model}
   */
  Reply complete(byte[] providerBody, String group);

  /**
   * A translator of one stream.
   *
   * @param group that served: the stream's {@code model}
   */
  StreamTranslator stream(ClientRequest request, String group);
}
