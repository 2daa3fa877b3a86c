package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * The JSON of every record that stands in a topic. Instants are ISO-8601 text, durations whole
 * nanoseconds, absent values are left out; unknown fields are ignored, so that schemas can grow. A
 * missing field that can't be null is an error.
 */
public final class EventJson {
  private static final ObjectMapper MAPPER =
      plain()
          .addModule(
              new SimpleModule("weir values")
                  .addSerializer(new ValueWriter<>(BudgetWindow.class, ValueWriters::budget))
                  .addSerializer(new ValueWriter<>(Tokens.class, ValueWriters::tokens)))
          .build();

  /** Looking up how a type is written takes longer than writing it. */
  private static final ClassValue<ObjectWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return MAPPER.writerFor(declaredType(type));
        }
      };

  private static final ClassValue<ObjectReader> READERS =
      new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
          return MAPPER.readerFor(type);
        }
      };

  private EventJson() {}

  /** What all that is read and written by hand must agree with. */
  static JsonMapper.Builder plain() {
    return JsonMapper.builder()
        .addModule(new BlackbirdModule())
        .addModule(
            new SimpleModule("weir")
                .addSerializer(new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(new DurationWriter())
                .addDeserializer(Duration.class, new DurationReader()))
        .annotationIntrospector(
            AnnotationIntrospector.pair(new RequiredFields(), new JacksonAnnotationIntrospector()))
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }

  /** The record as UTF-8 JSON. */
  public static byte[] write(Object record) {
    try {
      return switch (record) {
        case AttemptStarted started -> AttemptWriter.write(started);
        case AttemptFinished finished -> AttemptWriter.write(finished);
        default -> WRITERS.get(record.getClass()).writeValueAsBytes(record);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the bytes are not this record; the message says where
   */
  public static <T> T read(byte[] json, Class<T> type) throws IOException {
    if (LogEvent.class.isAssignableFrom(type)) {
      LogEvent event = AttemptReader.read(json);
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
    return READERS.get(type).readValue(json);
  }

  /** That of a sealed record is its interface: only then is `type` written. */
  private static Class<?> declaredType(Class<?> record) {
    for (Class<?> type : record.getInterfaces()) {
      if (type.isAnnotationPresent(JsonTypeInfo.class)) {
        return type;
      }
    }
    return record;
  }

  private interface Writing<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private static final class ValueWriter<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1;

    private final transient Writing<T> writing;

    ValueWriter(Class<T> type, Writing<T> writing) {
      super(type);
      this.writing = writing;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      writing.write(value, json);
    }
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(InstantText.write(value));
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      try {
        return InstantText.read(json.getText());
      } catch (DateTimeException e) {
        throw context.weirdStringException(json.getText(), Instant.class, "expected ISO-8601");
      }
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toNanos());
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return Duration.ofNanos(json.getLongValue());
    }
  }
}
