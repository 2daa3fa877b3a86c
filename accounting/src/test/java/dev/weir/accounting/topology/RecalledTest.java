package dev.weir.accounting.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecalledTest {
  private final KeyValueStore<String, Long> store =
      org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
              org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore("numbers"),
              Serdes.String(),
              Serdes.Long())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<String, Long>().getStateStoreContext(), store);
  }

  @Test
  void readsBackWhatItDoesNotRecallAnyMore() {
    Recalled<Long> numbers = new Recalled<>(store);

    for (long i = 0; i < 5_000; i++) {
      numbers.put("n" + i, i);
    }

    for (long i = 0; i < 5_000; i++) {
      assertThat(numbers.get("n" + i)).isEqualTo(i);
    }
  }

  @Test
  void hasEveryWriteInTheStoreAtOnce() {
    Recalled<Long> numbers = new Recalled<>(store);

    numbers.put("kept", 1L);
    numbers.put("kept", 2L);
    numbers.put("removed", 3L);
    numbers.remove("removed");

    assertThat(store.get("kept")).isEqualTo(2);
    assertThat(store.get("removed")).isNull();
    assertThat(numbers.get("removed")).isNull();
  }
}
