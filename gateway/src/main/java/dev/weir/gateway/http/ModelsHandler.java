package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.auth.ModelAccess;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.Supplier;

/** The models that the caller's key may use. */
final class ModelsHandler {
  /** LiteLLM's constant. */
  private static final long CREATED = 1_677_610_602;

  private static final int NOT_FOUND = 404;

  private final Reception reception;
  private final Supplier<Serving> serving;

  ModelsHandler(Reception reception, Supplier<Serving> serving) {
    this.reception = reception;
    this.serving = serving;
  }

  void list(ServerRequest request, ServerResponse response) {
    switch (reception.authenticate(request)) {
      case AuthResult.Refused refused ->
          Replies.error(response, reception.refusal(refused), Protocol.OPENAI_CHAT);
      case AuthResult.Allowed(Caller caller) -> {
        var body = JsonNodeFactory.instance.objectNode();
        var data = body.putArray("data");
        cards().stream()
            .filter(card -> visible(caller, card))
            .map(ModelsHandler::json)
            .forEach(data::add);
        body.put("object", "list");
        Replies.json(response, body);
      }
    }
  }

  void one(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    switch (reception.authenticate(request)) {
      case AuthResult.Refused refused ->
          Replies.error(response, reception.refusal(refused), Protocol.OPENAI_CHAT);
      case AuthResult.Allowed(Caller caller) ->
          cards().stream()
              .filter(card -> card.name().equals(name) && visible(caller, card))
              .findFirst()
              .ifPresentOrElse(
                  card -> Replies.json(response, json(card)),
                  () ->
                      Replies.detail(
                          response,
                          NOT_FOUND,
                          "The model `" + name + "` does not exist or is not accessible"));
    }
  }

  private List<ModelCard> cards() {
    return serving.get().models();
  }

  private static boolean visible(Caller caller, ModelCard card) {
    return ModelAccess.check(caller, card.name()) instanceof ModelAccess.Allowed
        || ModelAccess.check(caller, card.group()) instanceof ModelAccess.Allowed;
  }

  private static ObjectNode json(ModelCard card) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", card.name())
        .put("object", "model")
        .put("created", CREATED)
        .put("owned_by", "openai")
        .put("mode", card.mode())
        .put("max_input_tokens", card.maxInputTokens())
        .put("max_output_tokens", card.maxOutputTokens());
  }
}
