package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight();

  @Test
  void endsAtOnce_whenNothingRuns() throws InterruptedException {
    assertThat(inFlight.await(Duration.ZERO)).isTrue();
  }

  @Test
  void waitsForWhatRuns() throws InterruptedException {
    inFlight.begin();
    inFlight.begin();
    inFlight.ended();
    CompletableFuture<Void> call = CompletableFuture.runAsync(inFlight::ended);

    assertThat(inFlight.await(Duration.ofSeconds(10))).isTrue();
    call.join();
  }

  @Test
  void givesUp_whenACallOutlastsTheGrace() throws InterruptedException {
    inFlight.begin();

    assertThat(inFlight.await(Duration.ofMillis(1))).isFalse();
    assertThat(inFlight.count()).isEqualTo(1);
  }
}
