package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.provider.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told of a connection that failed: what happened, but not to which address. That
 * stands in the debug log, under the call's id.
 */
final class Lost {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lost.class);

  private Lost() {}

  static Failure of(String callId, ProviderException e) {
    LOGGER.debug("call={} lost: {}", callId, e.getMessage());
    Failure.Kind kind = e.failure().kind();
    String message =
        switch (kind) {
          case TIMEOUT -> "Request timed out: the provider did not answer in time.";
          case CONNECTION -> "Connection error: the provider can't be reached.";
          case RATE_LIMITED,
              AUTHENTICATION,
              PERMISSION,
              NOT_FOUND,
              CONTEXT_WINDOW,
              CONTENT_POLICY,
              BAD_REQUEST,
              SERVER,
              BROKEN_ANSWER,
              SIMULATED ->
              "The provider's answer broke off.";
        };
    return new Failure(kind, 0, null, message, null, null);
  }
}
