package dev.weir.gateway.idempotency;

import java.util.Map;

/**
 * How an answer begins.
 *
 * @param status HTTP
 * @param headers names in lower case
 * @param stream whether its body comes as a stream of events
 */
public record Head(int status, Map<String, String> headers, boolean stream) {
  public Head {
    headers = Map.copyOf(headers);
  }
}
