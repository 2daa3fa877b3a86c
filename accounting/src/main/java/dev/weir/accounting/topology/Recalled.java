package dev.weir.accounting.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose values that were used of late are at hand as objects: reading decodes nothing.
 * Every write goes to the store at once, so a commit finds all of them there. For values that never
 * change, in a store that nobody else writes; made anew whenever the task begins.
 */
final class Recalled<V> {
  private static final int MOST = 2_000;

  private final KeyValueStore<String, V> store;
  private final Map<String, V> recent =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
          return size() > MOST;
        }
      };

  Recalled(KeyValueStore<String, V> store) {
    this.store = store;
  }

  @Nullable V get(String key) {
    V value = recent.get(key);
    if (value == null) {
      value = store.get(key);
      if (value != null) {
        recent.put(key, value);
      }
    }
    return value;
  }

  void put(String key, V value) {
    store.put(key, value);
    recent.put(key, value);
  }

  void remove(String key) {
    // Not delete(), which reads and decodes what it removes.
    store.put(key, null);
    recent.remove(key);
  }

  KeyValueIterator<String, V> all() {
    return store.all();
  }

  KeyValueIterator<String, V> range(String from, String to) {
    return store.range(from, to);
  }
}
