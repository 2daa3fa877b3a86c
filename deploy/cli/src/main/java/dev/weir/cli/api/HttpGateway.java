package dev.weir.cli.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Terminal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** A gateway by HTTP. Redirects are not followed: they would take the key elsewhere. */
final class HttpGateway implements Gateway {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final URI base;
  private final MasterKey key;
  private final Terminal terminal;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  HttpGateway(URI base, MasterKey key, Terminal terminal) {
    this.base = base;
    this.key = key;
    this.terminal = terminal;
  }

  @Override
  public JsonNode get(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return call(request(parameters.isEmpty() ? path : path + "?" + parameters).GET().build());
  }

  @Override
  public JsonNode post(String path, ObjectNode body) {
    return call(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER)
        .header("authorization", "Bearer " + key.secret().value());
  }

  private JsonNode call(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    JsonNode json = parsed(answer.body());
    if (answer.statusCode() != OK) {
      throw refused(answer.statusCode(), json);
    }
    if (!json.isContainerNode()) {
      throw new CommandFailure(
          ExitStatus.UNREACHABLE, base + " does not answer as a gateway does: no JSON");
    }
    json.path("warnings").forEach(warning -> terminal.note("warning: " + warning.asText()));
    return json;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw unreachable("no answer in time");
    } catch (ConnectException e) {
      throw unreachable("nobody listens there; is the gateway running? (--url, WEIR_URL)");
    } catch (SSLException e) {
      throw unreachable("TLS failed: " + e.getMessage());
    } catch (IOException e) {
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw unreachable("the connection broke: " + what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted");
    }
  }

  private CommandFailure unreachable(String why) {
    return new CommandFailure(ExitStatus.UNREACHABLE, base + ": " + why);
  }

  private CommandFailure refused(int status, JsonNode json) {
    JsonNode message = json.path("error").path("message");
    String said = message.isTextual() ? message.textValue() : "";
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN ->
          new CommandFailure(
              ExitStatus.UNAUTHORIZED,
              base + " does not accept the key from " + key.source() + " (" + status + ")");
      case UNAVAILABLE ->
          new CommandFailure(ExitStatus.UNREACHABLE, base + ": " + (said.isEmpty() ? "503" : said));
      default ->
          said.isEmpty()
              ? new CommandFailure(
                  ExitStatus.UNREACHABLE, base + " does not answer as a gateway does: " + status)
              : new CommandFailure(ExitStatus.REFUSED, said);
    };
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
