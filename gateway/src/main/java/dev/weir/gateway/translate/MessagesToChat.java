package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.Usage;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;

/** Messages answered by OpenAI, Azure or a server like them. Text only, as the other way round. */
final class MessagesToChat implements Translation {
  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    try {
      JsonNode body = Json.read(request.body());
      byte[] upstream =
          Json.write(new MessagesToChatRequest(deployment.model(), dropParams).translate(body));
      return new Ready(upstream, PromptBound.of(upstream), OutputBound.of(request, deployment));
    } catch (UnsupportedFieldException e) {
      return e.result();
    } catch (IOException e) {
      return new TranslatedRequest.Unsupported("messages", "A field is given twice.");
    }
  }

  @Override
  public Reply complete(byte[] providerBody, String group) {
    try {
      JsonNode answer = Json.read(providerBody);
      Tokens tokens = Usage.chat(answer.path("usage"));
      JsonNode choice = answer.path("choices").path(0);
      String reason = choice.path("finish_reason").textValue();
      if (!choice.path("message").isObject() || reason == null) {
        return answer.hasNonNull("error")
            ? Broken.refusal(answer.get("error"), tokens)
            : Broken.reply("The provider answered without a choice", tokens);
      }
      Tokens known = tokens == null ? Tokens.NONE : tokens;
      MessageAnswer message = new MessageAnswer(answer.path("id").asText(""), group);
      return new Reply.Answer(
          Json.write(message.complete(text(choice.path("message")), reason, known)),
          known,
          tokens != null,
          answer.path("model").textValue());
    } catch (IOException _) {
      return Broken.reply("The provider's answer is not a JSON object", null);
    }
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    return new ChatToMessagesStream(group);
  }

  private static String text(JsonNode message) {
    return message.path("content").asText("") + message.path("refusal").asText("");
  }
}
