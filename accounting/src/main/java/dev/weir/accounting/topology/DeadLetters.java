package dev.weir.accounting.topology;

import dev.weir.schemas.events.DeadLetter;
import dev.weir.schemas.events.EventJson;
import java.io.IOException;
import java.util.Base64;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records, and sets aside those that can't be read. */
record DeadLetters(ProcessorContext<String, Emission> context) {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);

  /** The event, or null if the record now is a dead letter. */
  <T> @Nullable T read(Record<String, byte[]> message, Class<T> type) {
    if (message.value() == null) {
      bury(message, "no value");
      return null;
    }
    try {
      return EventJson.read(message.value(), type);
    } catch (IOException e) {
      bury(message, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return null;
    }
  }

  private void bury(Record<String, byte[]> message, String reason) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    String place = at.topic() + "|" + at.partition() + "|" + at.offset();
    LOGGER.warn("dead letter at={}", place);
    byte[] payload = message.value() == null ? new byte[0] : message.value();
    DeadLetter letter =
        new DeadLetter(
            at.topic(),
            at.partition(),
            at.offset(),
            Base64.getEncoder().encodeToString(payload),
            reason);
    context.forward(new Record<>(place, new Emission.Dead(letter), message.timestamp()));
  }
}
