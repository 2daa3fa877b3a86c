package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What LiteLLM 1.106.2 answered and sent (see the README of the recordings). */
public final class Recordings {
  private Recordings() {}

  public static JsonNode read(String name) {
    String resource = "/litellm-recordings/" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(Recordings.class.getResourceAsStream(resource), resource)) {
      return Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<JsonNode> probes(String name) {
    List<JsonNode> probes = new ArrayList<>();
    read(name).get("probes").forEach(probes::add);
    return probes;
  }

  public static byte[] stream(String name) {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : read(name).get("response").get("sse_lines")) {
      text.append(line.textValue()).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }
}
