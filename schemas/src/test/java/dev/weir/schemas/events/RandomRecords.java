package dev.weir.schemas.events;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes records of any type, every component of them: one that is added is made, too. */
final class RandomRecords {
  private static final List<String> TEXTS =
      List.of("", "gpt-4o", "a \"quoted\" \\ name", "\u0000\n\t\u001f", "Zürich → 東京", "🐢 \u2028");

  private final Random random;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  <T> T record(Class<T> type) {
    for (int tries = 0; tries < 100; tries++) {
      try {
        return made(type);
      } catch (ReflectiveOperationException e) {
        // Not a value that this record takes, such as a window that ends before it begins.
      }
    }
    throw new IllegalStateException("no random " + type);
  }

  private <T> T made(Class<T> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getGenericType(), components[i].getAnnotatedType());
    }
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private @Nullable Object value(Type type, AnnotatedElement declared) {
    if (declared.isAnnotationPresent(Nullable.class) && random.nextBoolean()) {
      return null;
    }
    if (type instanceof ParameterizedType list) {
      List<Object> all = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        all.add(some((Class<?>) list.getActualTypeArguments()[0]));
      }
      return all;
    }
    return some((Class<?>) type);
  }

  private Object some(Class<?> type) {
    if (type == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    } else if (type == long.class) {
      return random.nextLong() >> random.nextInt(64);
    } else if (type == int.class) {
      return random.nextInt() >> random.nextInt(32);
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == Instant.class) {
      int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
      long second = random.nextLong(-100_000_000_000L, 300_000_000_000L);
      return Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);
    } else if (type == Duration.class) {
      return Duration.ofNanos(random.nextLong());
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    return record(type);
  }
}
