package dev.weir.gateway.provider;

import java.time.Duration;

/**
 * How long a call may take; whatever passes closes the connection at once.
 *
 * @param connect until the connection stands, TLS included
 * @param answer until the whole answer was read, or until {@link ProviderReply#contentStarted}
 * @param idle between two reads that bring something, once the answer has begun
 */
public record Deadlines(Duration connect, Duration answer, Duration idle) {
  public Deadlines {
    if (!connect.isPositive() || !answer.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("Deadlines must be positive");
    }
  }
}
