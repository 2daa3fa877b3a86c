package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.Usage;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.time.InstantSource;

/** Chat completions answered by Anthropic. Text only; everything else is refused by name. */
final class ChatToMessages implements Translation {
  private final InstantSource clock;

  ChatToMessages(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    long most = OutputBound.of(request, deployment);
    try {
      JsonNode body = Json.read(request.body());
      byte[] upstream =
          Json.write(
              new ChatToMessagesRequest(deployment.model(), most, dropParams).translate(body));
      return new Ready(upstream, PromptBound.of(upstream), most);
    } catch (UnsupportedFieldException e) {
      return e.result();
    } catch (IOException e) {
      return new TranslatedRequest.Unsupported("messages", "A field is given twice.");
    }
  }

  @Override
  public Reply complete(byte[] providerBody, String group) {
    try {
      JsonNode message = Json.read(providerBody);
      Tokens tokens = Usage.message(message.path("usage"), Tokens.NONE);
      String reason = message.path("stop_reason").textValue();
      if (!message.path("content").isArray() || reason == null) {
        return message.hasNonNull("error")
            ? Broken.refusal(message.get("error"), tokens)
            : Broken.reply("The provider answered without content", tokens);
      }
      ChatAnswer answer = new ChatAnswer(message.path("id").asText(""), group, clock.instant());
      Tokens known = tokens == null ? Tokens.NONE : tokens;
      return new Reply.Answer(
          Json.write(answer.complete(text(message.path("content")), reason, known)),
          known,
          tokens != null,
          message.path("model").textValue());
    } catch (IOException _) {
      return Broken.reply("The provider's answer is not a JSON object", null);
    }
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    return new MessagesToChatStream(group, request.includeUsage(), clock);
  }

  /** Blocks of other kinds can't come: what would cause them is refused. */
  private static String text(JsonNode content) {
    StringBuilder text = new StringBuilder();
    for (JsonNode block : content) {
      text.append(block.path("text").asText(""));
    }
    return text.toString();
  }
}
