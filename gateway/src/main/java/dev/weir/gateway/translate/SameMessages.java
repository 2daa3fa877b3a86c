package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.RequestFields;
import dev.weir.gateway.api.Usage;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;

/** Messages forwarded to Anthropic. */
final class SameMessages implements Translation {
  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    byte[] body = request.body();
    try {
      ObjectSplicer splicer = ObjectSplicer.of(body);
      for (JsonField field : splicer.fields()) {
        Unpriced.checkMessages(body, field);
        if (RequestFields.isControl(Protocol.ANTHROPIC_MESSAGES, field.name())) {
          splicer.remove(field);
        }
      }
      splicer.replaceText("model", deployment.model());
      byte[] upstream = splicer.bytes();
      return new Ready(upstream, PromptBound.of(upstream), OutputBound.of(request, deployment));
    } catch (UnsupportedFieldException e) {
      return e.result();
    } catch (IOException e) {
      throw new IllegalArgumentException("The request was not checked to be JSON", e);
    }
  }

  @Override
  public Reply complete(byte[] providerBody, String group) {
    try {
      ObjectSplicer splicer = ObjectSplicer.of(providerBody);
      JsonField usage = splicer.field("usage");
      Tokens tokens =
          usage == null ? null : Usage.message(Json.read(providerBody, usage), Tokens.NONE);
      return splicer.field("content") == null
          ? Broken.without("content", splicer, providerBody, tokens)
          : Restamped.answer(splicer, providerBody, tokens, group);
    } catch (IOException _) {
      return Broken.reply("The provider's answer is not a JSON object", null);
    }
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    return new SameMessagesStream(group);
  }
}
