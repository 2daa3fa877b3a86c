package dev.weir.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.provider.http.HttpHandler;
import dev.weir.provider.http.HttpReply;
import dev.weir.provider.http.HttpRequest;
import java.io.IOException;

/**
 * The routes by which another process scripts and reads: {@code POST} and {@code DELETE /_script},
 * {@code GET} and {@code DELETE /_ledger}, {@code GET /_attempts}, {@code GET /_requests}, {@code
 * GET /_counts}.
 */
final class Control implements HttpHandler {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADERS = "content-type: application/json\r\n";

  private final Playbook playbook;
  private final Books books;

  Control(Playbook playbook, Books books) {
    this.playbook = playbook;
    this.books = books;
  }

  @Override
  public void handle(HttpRequest request, HttpReply reply) throws IOException {
    switch (request.method() + " " + request.path()) {
      case "POST /_script" -> script(request, reply);
      case "DELETE /_script" -> {
        playbook.reset();
        ok(reply, JSON.createObjectNode());
      }
      case "GET /_ledger" -> ok(reply, bills());
      case "DELETE /_ledger" -> {
        books.clear();
        ok(reply, JSON.createObjectNode());
      }
      case "GET /_attempts" -> ok(reply, attempts());
      case "GET /_requests" -> ok(reply, JSON.valueToTree(books.traffic().requests()));
      case "GET /_counts" -> ok(reply, JSON.valueToTree(books.traffic().counts()));
      default -> answer(reply, 404, error("no such control route: " + request.path()));
    }
  }

  private void script(HttpRequest request, HttpReply reply) throws IOException {
    try {
      JsonNode order = JSON.readTree(request.body());
      Script script = ScriptReader.read(order.path("behaviour"), playbook.otherwise());
      String model = order.path("model").asText(Playbook.ANY);
      int times = order.path("times").asInt(0);
      if (times > 0) {
        playbook.queue(model, times, script);
      } else if (model.equals(Playbook.ANY)) {
        playbook.setOtherwise(script);
      } else {
        playbook.set(model, script);
      }
      ok(reply, JSON.createObjectNode());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      answer(reply, 400, error(String.valueOf(e.getMessage())));
    }
  }

  private ObjectNode bills() {
    ObjectNode answer = JSON.createObjectNode().put("size", books.ledger().size());
    ArrayNode bills = answer.putArray("bills");
    for (Bill bill : books.ledger().bills()) {
      bills
          .addObject()
          .put("sequence", bill.sequence())
          .put("protocol", bill.protocol().name())
          .put("deployment", bill.deployment())
          .put("model", bill.model())
          .put("key_suffix", bill.keySuffix())
          .put("request_id", bill.requestId())
          .put("stream", bill.stream())
          .put("outcome", bill.outcome().name())
          .put("chunks", bill.chunks())
          .put("started_at", bill.startedAt().toString())
          .put("ended_at", bill.endedAt().toString())
          .set("usage", JSON.valueToTree(bill.usage()));
    }
    return answer;
  }

  private ArrayNode attempts() {
    ArrayNode attempts = JSON.createArrayNode();
    for (Attempt attempt : books.attempts().attempts()) {
      attempts
          .addObject()
          .put("sequence", attempt.sequence())
          .put("protocol", attempt.protocol().name())
          .put("deployment", attempt.deployment())
          .put("model", attempt.model())
          .put("stream", attempt.stream())
          .put("arrived_at", attempt.arrivedAt().toString())
          .put("ended_at", attempt.endedAt() == null ? null : attempt.endedAt().toString())
          .put("ending", attempt.ending().name())
          .set("billed", JSON.valueToTree(attempt.billed()));
    }
    return attempts;
  }

  private static ObjectNode error(String message) {
    return JSON.createObjectNode().put("error", message);
  }

  private static void ok(HttpReply reply, JsonNode body) throws IOException {
    answer(reply, 200, body);
  }

  private static void answer(HttpReply reply, int status, JsonNode body) throws IOException {
    reply.send(status, HEADERS, JSON.writeValueAsBytes(body));
  }
}
