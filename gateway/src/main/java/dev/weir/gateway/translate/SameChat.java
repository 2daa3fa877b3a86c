package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.jspecify.annotations.Nullable;

/** Chat completions forwarded to a provider that speaks them. */
final class SameChat implements Translation {
  private static final byte[] TRUE = "true".getBytes(UTF_8);
  private static final byte[] INCLUDE_USAGE = "{\"include_usage\":true}".getBytes(UTF_8);

  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    byte[] body = request.body();
    try {
      ObjectSplicer splicer = ObjectSplicer.of(body);
      boolean predicts = false;
      for (JsonField field : splicer.fields()) {
        Unpriced.checkChat(body, field);
        predicts |= field.name().equals("prediction");
        if (RequestFields.isControl(Protocol.OPENAI_CHAT, field.name())) {
          splicer.remove(field);
        }
      }
      splicer.replaceText("model", deployment.model());
      if (request.stream()) {
        askForUsage(body, splicer);
      }
      byte[] upstream = splicer.bytes();
      // A prediction's rejected tokens are billed as output (OpenAI, "Predicted Outputs").
      long output = OutputBound.of(request, deployment) + (predicts ? upstream.length : 0);
      return new Ready(upstream, PromptBound.of(upstream), output);
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
      JsonField choices = splicer.field("choices");
      Tokens tokens = tokens(providerBody, splicer);
      return choices == null || splicer.isEmpty(choices)
          ? Broken.without("a choice", splicer, providerBody, tokens)
          : Restamped.answer(splicer, providerBody, tokens, group);
    } catch (IOException _) {
      return Broken.reply("The provider's answer is not a JSON object", null);
    }
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    return new SameChatStream(group, request.includeUsage());
  }

  private static @Nullable Tokens tokens(byte[] body, ObjectSplicer splicer) throws IOException {
    JsonField usage = splicer.field("usage");
    return usage == null ? null : Usage.chat(Json.read(body, usage));
  }

  private static void askForUsage(byte[] body, ObjectSplicer splicer) throws IOException {
    JsonField options = splicer.field("stream_options");
    if (options == null) {
      splicer.fields().stream()
          .filter(field -> field.name().equals("stream_options"))
          .forEach(splicer::remove);
      splicer.append("stream_options", INCLUDE_USAGE);
      return;
    }
    ObjectSplicer inside = ObjectSplicer.inside(body, options);
    boolean given = false;
    for (JsonField field : inside.fields()) {
      if (field.name().equals("include_usage")) {
        inside.replace(field, TRUE);
        given = true;
      }
    }
    if (!given) {
      inside.append("include_usage", TRUE);
    }
    splicer.replace(options, inside.bytes());
  }
}
