package dev.weir.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;

/** What an HTTP call was answered, whole. */
record Answer(int status, HttpHeaders headers, String text) {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON in the answer with status " + status + ": " + text, e);
    }
  }

  /** The {@code error} object of an error in either protocol. */
  JsonNode error() {
    return json().path("error");
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
