package dev.weir.gateway.journal;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Ships a journal to Kafka. */
final class KafkaSender implements Shipper {
  KafkaSender(LedgerSettings settings, InstantSource clock) {}

  @Override
  public void start(Journal journal) {}

  @Override
  public @Nullable String lastError() {
    return null;
  }

  @Override
  public Duration oldest() {
    return Duration.ZERO;
  }

  @Override
  public void close() {}
}
