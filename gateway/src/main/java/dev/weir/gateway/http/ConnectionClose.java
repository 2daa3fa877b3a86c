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
 * reads to the end of the connection waits for minutes. A server that is going says so itself.
 */
record ConnectionClose(InFlight inFlight) implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean going = inFlight.stopping();
    if (going) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
    }
    chain.proceed();
    boolean asked = going || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    if (asked && response.isSent()) {
      throw new CloseConnectionException("no further answer is wanted");
    }
  }
}
