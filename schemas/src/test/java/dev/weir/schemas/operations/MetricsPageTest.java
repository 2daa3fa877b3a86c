package dev.weir.schemas.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  @Test
  void goesOnCounting_whenNobodyElseHoldsTheCount() {
    var page = new MetricsPage();
    page.counter("kept", "A count", Tags.of("of", "it"), new AtomicLong(7)::get);

    System.gc();

    assertThat(page.scrape()).contains("kept_total{of=\"it\"} 7.0\n");
  }
}
