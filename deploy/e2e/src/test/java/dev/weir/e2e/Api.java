package dev.weir.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A plain HTTP client of one gateway node.
 *
 * @param headers sent with each call
 */
record Api(URI base, Map<String, String> headers) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The same node, with this key alone; empty for none. */
  Api as(String key) {
    return new Api(base, key.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + key));
  }

  /** The same with a header more. */
  Api with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Api(base, more);
  }

  Answer get(String path) {
    return whole(request(path).GET().build());
  }

  /** Posts this text as it is. */
  Answer post(String path, String body) {
    return whole(posting(path, body));
  }

  Answer post(String path, Map<String, ?> body) {
    return post(path, Answer.JSON.valueToTree(body).toString());
  }

  Answer post(Calls.Request request) {
    return post(request.path(), request.body());
  }

  /** Returns when the headers are there; closing the stream closes the connection. */
  HttpResponse<InputStream> open(Calls.Request request) {
    try {
      return HTTP.send(posting(request.path(), request.body()), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest posting(String path, String body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    headers.forEach(request::header);
    return request;
  }

  private static Answer whole(HttpRequest request) {
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
