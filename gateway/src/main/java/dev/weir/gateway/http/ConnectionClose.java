package dev.weir.gateway.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Ends a connection after the answer to a request that said {@code connection: close}. Helidon
 * 4.5.0 answers with the same header and then waits for the next request, so that a client that
 * reads to the end of the connection waits for minutes.
 */
final class ConnectionClose implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    chain.proceed();
    if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE) && response.isSent()) {
      throw new CloseConnectionException("the client wants no further answer");
    }
  }
}
