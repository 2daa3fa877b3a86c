package dev.weir.gateway.http;

import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.pipeline.CallTrail;
import dev.weir.gateway.pipeline.Trails;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** {@code GET /v1/attempts/{call}}: why a call went as it did, for whoever made it. */
record AttemptsHandler(Reception reception, Trails trails) implements Handler {
  private static final int NOT_FOUND = 404;

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String call = request.path().pathParameters().get("call");
    switch (reception.authenticate(request)) {
      case AuthResult.Refused refused ->
          Replies.error(response, reception.refusal(refused), Protocol.OPENAI_CHAT);
      case AuthResult.Allowed(Caller caller) -> {
        CallTrail.View view = trails.find(call, caller);
        if (view == null) {
          Replies.error(response, unknown(call), Protocol.OPENAI_CHAT);
        } else {
          Replies.json(response, AttemptsJson.of(view));
        }
      }
    }
  }

  /** The same for a call of another key: nobody learns that it exists. */
  private static ErrorReply unknown(String call) {
    return ErrorReply.of(
        NOT_FOUND,
        "not_found_error",
        "No recent call `" + call + "` of this key on this node.",
        "call_id");
  }
}
