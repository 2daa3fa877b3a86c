package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpHandler;
import dev.weir.provider.http.HttpReply;
import dev.weir.provider.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Finds the protocol by the path, checks the request as that provider does, and performs. */
final class ProviderHandler implements HttpHandler {

  /** The key that every protocol refuses. */
  static final String BAD_KEY = "bad-key";

  private static final String UNKNOWN_MODEL = "no-such-";
  private static final String AZURE_PREFIX = "/openai/deployments/";

  private final Wire openAi = new OpenAiWire();
  private final Wire azure = new AzureWire();
  private final Wire anthropic = new AnthropicWire();

  private final Playbook playbook;
  private final Performer performer;
  private final Books books;
  private final Settings settings;
  private final Control control;
  private final InstantSource clock;
  private final String instance;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();

  /** {@code instance} tells the ids of two providers apart. */
  ProviderHandler(
      Playbook playbook,
      Performer performer,
      Books books,
      Settings settings,
      Control control,
      InstantSource clock,
      String instance) {
    this.playbook = playbook;
    this.performer = performer;
    this.books = books;
    this.settings = settings;
    this.control = control;
    this.clock = clock;
    this.instance = instance;
  }

  @Override
  public void handle(HttpRequest request, HttpReply reply) throws IOException {
    String path = request.path();
    if (path.startsWith("/_")) {
      control.handle(request, reply);
      return;
    }
    books.traffic().keep(request);
    String deployment = "";
    if (path.startsWith("/d/")) {
      int end = path.indexOf('/', 3);
      deployment = end < 0 ? path.substring(3) : path.substring(3, end);
      path = end < 0 ? "" : path.substring(end);
    }
    switch (path) {
      case "/v1/chat/completions", "/chat/completions" ->
          post(openAi, request, reply, deployment, null);
      case "/v1/embeddings", "/embeddings" ->
          post(EmbeddingWire.of(openAi, request), request, reply, deployment, null);
      case "/v1/messages", "/messages" -> post(anthropic, request, reply, deployment, null);
      case "/v1/models", "/models" -> models(request, reply);
      default -> {
        if (path.startsWith(AZURE_PREFIX)) {
          azure(path.substring(AZURE_PREFIX.length()), request, reply, deployment);
        } else {
          unknownRoute(request, reply);
        }
      }
    }
  }

  /** A deployment and what is wanted of it. */
  private void azure(String path, HttpRequest request, HttpReply reply, String deployment)
      throws IOException {
    int end = path.indexOf('/');
    String model = end < 0 ? "" : path.substring(0, end);
    String named = deployment.isEmpty() ? model : deployment;
    switch (path.substring(model.length())) {
      case "/chat/completions" -> post(azure, request, reply, named, model);
      case "/embeddings" -> post(EmbeddingWire.of(azure, request), request, reply, named, model);
      default -> unknownRoute(request, reply);
    }
  }

  static boolean isJson(HttpRequest request) {
    String type = request.headers().first("content-type");
    return type != null && type.startsWith("application/json");
  }

  private void post(
      Wire wire, HttpRequest request, HttpReply reply, String deployment, @Nullable String inPath)
      throws IOException {
    String requestId = nextRequestId();
    if (!request.method().equals("POST")) {
      Performer.send(wire, Refuse.status(405), requestId, reply);
      return;
    }
    String key = wire.key(request);
    ChatBody body = wire.read(request);
    String model =
        inPath != null || !(body instanceof ChatBody.Fields fields)
            ? Objects.requireNonNullElse(inPath, "")
            : Objects.requireNonNullElse(fields.model(), "");
    books.traffic().of(model).received().increment();
    boolean stream = body instanceof ChatBody.Fields asked && asked.stream();
    long attempt = books.attempts().begin(wire.protocol(), deployment, model, stream);
    Refuse refusal = wire.refusal(request, key);
    if (refusal == null) {
      refusal = refusal(wire, request, body, model);
    }
    if (refusal != null || key == null || !(body instanceof ChatBody.Fields fields)) {
      books.refused(model, attempt);
      Performer.send(
          wire, Objects.requireNonNullElse(refusal, Refuse.status(400)), requestId, reply);
      return;
    }
    Call call =
        new Call(
            calls.incrementAndGet(),
            wire.protocol(),
            deployment,
            model,
            fields.stream(),
            fields.maxTokens(),
            fields.choices(),
            request.body().length);
    performer.perform(
        playbook.next(call),
        new Exchange(
            wire,
            call,
            fields.includeUsage(),
            key,
            requestId,
            clock.instant(),
            attempt,
            new Exchange.Pace(Duration.ZERO, settings.chunkGap()),
            reply));
  }

  private static @Nullable Refuse refusal(
      Wire wire, HttpRequest request, ChatBody body, String model) {
    return switch (body) {
      case ChatBody.Problem problem -> wire.refusal(problem);
      case ChatBody.Fields fields -> {
        Refuse refusal = wire.refusal(request, fields);
        yield refusal == null && model.startsWith(UNKNOWN_MODEL)
            ? wire.unknownModel(model)
            : refusal;
      }
    };
  }

  private void models(HttpRequest request, HttpReply reply) throws IOException {
    Wire wire = request.headers().first("anthropic-version") == null ? openAi : anthropic;
    String key = wire.key(request);
    String requestId = nextRequestId();
    if (key == null || key.equals(BAD_KEY)) {
      Performer.send(wire, Refuse.status(401), requestId, reply);
      return;
    }
    reply.send(
        200,
        wire.headers(requestId, Performer.JSON, 0),
        Performer.utf8(
            wire.protocol() == Protocol.OPENAI ? ModelList.OPENAI : ModelList.ANTHROPIC));
  }

  private void unknownRoute(HttpRequest request, HttpReply reply) throws IOException {
    Wire wire = openAi;
    if (request.path().contains("/openai/")) {
      wire = azure;
    } else if (request.headers().first("anthropic-version") != null) {
      wire = anthropic;
    }
    Refuse refusal =
        wire.protocol() == Protocol.OPENAI
            ? new Refuse(
                404,
                "invalid_request_error",
                null,
                null,
                "Invalid URL (" + request.method() + " " + request.path() + ")",
                Map.of())
            : Refuse.status(404);
    Performer.send(wire, refusal, nextRequestId(), reply);
  }

  private String nextRequestId() {
    String number = Long.toString(requests.incrementAndGet(), 36);
    return "req_" + instance + "0".repeat(Math.max(0, 12 - number.length())) + number;
  }
}
