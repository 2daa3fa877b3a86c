package dev.weir.gateway.http;

import dev.weir.gateway.api.ControlHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers of a request that calls need. Their names are made once, not per call. */
final class TakenHeaders {
  private final Map<String, HeaderName> names;

  /**
   * @param more than the provider and the gateway's own controls want, in lower case
   */
  TakenHeaders(List<String> more) {
    names =
        Stream.of(
                Stream.of("anthropic-version", "anthropic-beta"),
                ControlHeaders.NAMES.stream(),
                more.stream())
            .flatMap(it -> it)
            .collect(Collectors.toUnmodifiableMap(it -> it, HeaderNames::create));
  }

  /** Those that are there, by lower-case name. */
  Map<String, String> of(ServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    names.forEach((name, header) ->
        request.headers().first(header).ifPresent(value -> headers.put(name, value)));
    return headers;
  }
}
