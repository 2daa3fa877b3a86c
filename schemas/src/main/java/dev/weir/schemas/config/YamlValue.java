package dev.weir.schemas.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML value with the place where it is written; aliases and merge keys are resolved. What is
 * written may be a secret, so none of these prints it.
 */
sealed interface YamlValue {
  Place place();

  /** What YAML 1.1 takes an unquoted scalar for. */
  enum Kind {
    NULL,
    BOOLEAN,
    NUMBER,
    TEXT
  }

  record Scalar(Place place, Kind kind, String text) implements YamlValue {
    @Override
    public String toString() {
      return "a scalar at " + place;
    }
  }

  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Mapping(Place place, Map<String, Entry> entries) implements YamlValue {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Place place) {
      return new Mapping(place, Map.of());
    }
  }

  /** A key's place and its value. */
  record Entry(Place keyPlace, YamlValue value) {}
}
