package dev.weir.gateway.translate;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;

/** How many tokens a provider can write at most. */
final class OutputBound {
  private OutputBound() {}

  /** What the client allows for each choice, else what the model can write. */
  static long of(ClientRequest request, Deployment deployment) {
    Long asked = request.maxOutputTokens();
    return Math.multiplyExact(
        asked == null ? deployment.maxOutputTokens() : asked, (long) request.choices());
  }
}
