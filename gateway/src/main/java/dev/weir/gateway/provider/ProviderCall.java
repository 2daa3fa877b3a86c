package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;

/** One POST to a provider, ready to be written. Prints without headers, which hold the key. */
public final class ProviderCall {
  private final Endpoint endpoint;
  private final byte[] head;
  private final byte[] body;

  /**
   * A call.
   *
   * @param target path and query
   * @throws IllegalArgumentException if the target or a header holds a line break or other control
   *     character; the text names the header, not its value
   */
  ProviderCall(Endpoint endpoint, String target, Map<String, String> headers, byte[] body) {
    this.endpoint = endpoint;
    this.body = body;
    StringBuilder text = new StringBuilder(512);
    text.append("POST ").append(checked("target", target)).append(" HTTP/1.1\r\nhost: ");
    text.append(endpoint.authority()).append("\r\n");
    headers.forEach((name, value) -> {
      checkName(name);
      text.append(name).append(": ").append(checked(name, value)).append("\r\n");
    });
    text.append("content-length: ").append(body.length).append("\r\n\r\n");
    this.head = text.toString().getBytes(ISO_8859_1);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  byte[] head() {
    return head;
  }

  byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "POST to " + endpoint;
  }

  private static void checkName(String name) {
    boolean sound = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      sound &= c > ' ' && c < 127 && c != ':';
    }
    if (!sound) {
      throw new IllegalArgumentException("Not a header name");
    }
  }

  private static String checked(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > 255 || c == 127)) {
        throw new IllegalArgumentException("Control character in " + name);
      }
    }
    return value;
  }
}
