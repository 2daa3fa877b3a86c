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
import java.util.Objects;

/** Embeddings forwarded to a provider that makes them. */
final class SameEmbeddings implements Translation {
  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    byte[] body = request.body();
    try {
      ObjectSplicer splicer = ObjectSplicer.of(body);
      for (JsonField field : splicer.fields()) {
        if (RequestFields.isControl(Protocol.OPENAI_EMBEDDINGS, field.name())) {
          splicer.remove(field);
        }
      }
      JsonField input = Objects.requireNonNull(splicer.field("input"), "input");
      long bound = EmbeddingInput.in(body, input).tokenBound();
      splicer.replaceText("model", deployment.model());
      return new Ready(splicer.bytes(), bound, OutputBound.of(request, deployment));
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
      Tokens tokens = usage == null ? null : Usage.embeddings(Json.read(providerBody, usage));
      JsonField data = splicer.field("data");
      return data == null || splicer.isEmpty(data)
          ? Broken.without("an embedding", splicer, providerBody, tokens)
          : Restamped.answer(splicer, providerBody, tokens, group);
    } catch (IOException _) {
      return Broken.reply("The provider's answer is not a JSON object", null);
    }
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    throw new IllegalStateException("Embeddings are not streamed");
  }
}
