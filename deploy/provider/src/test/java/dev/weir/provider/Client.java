package dev.weir.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Calls a provider as its SDKs would. */
record Client(URI base, HttpClient http) implements AutoCloseable {

  static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
  static final String[] OPENAI = {"authorization", "Bearer sk-test-1234"};
  static final String[] AZURE = {"api-key", "sk-test-1234"};
  static final String[] ANTHROPIC = {
    "x-api-key", "sk-test-1234", "anthropic-version", "2023-06-01"
  };

  static Client of(URI base) {
    return new Client(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> chat(String fields) {
    return post("/v1/chat/completions", "{" + fields + "," + HELLO + "}", OPENAI);
  }

  HttpResponse<String> messages(String fields) {
    return post("/v1/messages", "{" + fields + "," + HELLO + "}", ANTHROPIC);
  }

  HttpResponse<String> azure(String deployment, String fields) {
    return post(
        "/openai/deployments/" + deployment + "/chat/completions?api-version=2024-02-01",
        "{" + fields + (fields.isEmpty() ? "" : ",") + HELLO + "}",
        AZURE);
  }

  /** Sends a chat completion on a connection of its own and leaves the answer unread. */
  Socket open(String fields) throws IOException {
    String body = "{" + fields + "," + HELLO + "}";
    Socket socket = new Socket("127.0.0.1", base.getPort());
    socket
        .getOutputStream()
        .write(
            ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test-1234\r\n"
                    + "content-type: application/json\r\ncontent-length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Override
  public void close() {
    http.close();
  }
}
