package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of OpenAI or Azure OpenAI: checks, errors and headers are those of their chat
 * completions. The vectors mean nothing; they depend on their place alone.
 *
 * @param chat whose
 */
record EmbeddingWire(Wire chat, EmbeddingBody body) implements Wire {
  private static final int DIMENSIONS = 1_536;
  private static final int DIMENSIONS_OF_LARGE = 3_072;
  private static final float STEP = 1 / 2_048f;

  static EmbeddingWire of(Wire chat, HttpRequest request) {
    return new EmbeddingWire(chat, EmbeddingBody.read(request.body()));
  }

  /** What stands at a place of a vector: binary fractions, so that both encodings are exact. */
  static float value(int input, int place) {
    return ((31 * place + 7 * input) % 2_048 - 1_024) * STEP;
  }

  @Override
  public Protocol protocol() {
    return chat.protocol();
  }

  @Override
  public Set<String> roles() {
    return chat.roles();
  }

  @Override
  public ChatBody read(HttpRequest request) {
    Problem problem = body.problem();
    return problem == null
        ? new ChatBody.Fields(
            body.model(),
            body.inputs(),
            false,
            false,
            false,
            null,
            Integer.MAX_VALUE,
            Math.max(1, body.inputs()))
        : problem;
  }

  @Override
  public Usage billed(Usage scripted) {
    return Usage.of(scripted.prompt(), 0);
  }

  @Override
  public @Nullable String key(HttpRequest request) {
    return chat.key(request);
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, @Nullable String key) {
    return chat.refusal(request, key);
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, ChatBody.Fields fields) {
    return body.inputs() == 0
        ? refusal(new Problem(Problem.Kind.MISSING, "input", ""))
        : chat.refusal(request, fields);
  }

  @Override
  public Refuse refusal(Problem problem) {
    return chat.refusal(problem);
  }

  @Override
  public Refuse unknownModel(String model) {
    return chat.unknownModel(model);
  }

  @Override
  public Refuse declined(Behaviour.Reason reason) {
    return chat.declined(reason);
  }

  @Override
  public String headers(String requestId, String contentType, int promptTokens) {
    return chat.headers(requestId, contentType, promptTokens);
  }

  @Override
  public String error(Refuse refuse, String requestId) {
    return chat.error(refuse, requestId);
  }

  @Override
  public String errorEvent(Refuse refuse, String requestId) {
    return chat.errorEvent(refuse, requestId);
  }

  @Override
  public String whole(Served served) {
    String data =
        IntStream.range(0, served.empty() ? 0 : body.inputs())
            .mapToObj(index ->
                "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}"
                    .formatted(index, vector(served.call().model(), index)))
            .collect(Collectors.joining(","));
    return "{\"object\":\"list\",\"data\":["
        + data
        + "],\"model\":"
        + Served.quoted(served.call().model())
        + (served.tellsUsage() ? ",\"usage\":" + usage(served) : "")
        + "}";
  }

  private static String usage(Served served) {
    int prompt = served.usage().prompt();
    return served.answer().report() == Behaviour.Report.NONSENSE
        ? "{\"prompt_tokens\":\"many\",\"total_tokens\":null}"
        : "{\"prompt_tokens\":" + prompt + ",\"total_tokens\":" + prompt + "}";
  }

  private String vector(String model, int input) {
    int usual = model.endsWith("-large") ? DIMENSIONS_OF_LARGE : DIMENSIONS;
    int dimensions = body.dimensions() == 0 ? usual : body.dimensions();
    if (!body.base64()) {
      return IntStream.range(0, dimensions)
          .mapToObj(place -> Float.toString(value(input, place)))
          .collect(Collectors.joining(",", "[", "]"));
    }
    var bytes = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, dimensions).forEach(place -> bytes.putFloat(value(input, place)));
    return Served.quoted(Base64.getEncoder().encodeToString(bytes.array()));
  }

  @Override
  public Events events(Served served) {
    throw new IllegalStateException("embeddings are not streamed");
  }
}
