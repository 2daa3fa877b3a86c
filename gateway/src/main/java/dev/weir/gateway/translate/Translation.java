package dev.weir.gateway.translate;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Mode;
import java.time.InstantSource;

/**
 * From a client's protocol to a provider's and back. Stateless and thread-safe.
 *
 * <p>Where both are the same, bytes are forwarded: only {@code model} is replaced, the gateway's
 * own fields are cut out, and a stream is made to report its usage.
 */
public interface Translation {
  /**
   * The translation for a call of a deployment; one that refuses each request where its model is
   * known to be for something else, or its provider has nothing such.
   *
   * @param clock for {@code created} in answers that are made here
   */
  static Translation between(Protocol client, Candidate to, InstantSource clock) {
    Mode mode = to.facts().mode();
    return mode == null || mode == client.mode()
        ? between(client, to.deployment().provider(), clock)
        : NoTranslation.of(to.group(), mode);
  }

  /** The translation for calls of any model of a provider. */
  static Translation between(Protocol client, Provider provider, InstantSource clock) {
    return switch (client) {
      case OPENAI_CHAT ->
          switch (provider) {
            case OPENAI, AZURE -> new SameChat();
            case ANTHROPIC -> new ChatToMessages(clock);
          };
      case ANTHROPIC_MESSAGES ->
          switch (provider) {
            case OPENAI, AZURE -> new MessagesToChat();
            case ANTHROPIC -> new SameMessages();
          };
      case OPENAI_EMBEDDINGS ->
          switch (provider) {
            case OPENAI, AZURE -> new SameEmbeddings();
            case ANTHROPIC ->
                new NoTranslation("Anthropic has no embeddings: ask a model of another provider.");
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
