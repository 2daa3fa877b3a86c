package dev.weir.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a segment, big-endian: length of key and payload (4 bytes), CRC-32C of
 * all that follows (4), seq (8), {@link Kind} (1), time of the event in milliseconds (8), length of
 * the key (2), key, payload. So the sender need not read the payload.
 *
 * @param key of its record in Kafka
 * @param payload the event's JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(long seq, Kind kind, long atMillis, byte[] key, byte[] payload) {
  static final int HEADER_BYTES = 27;

  /** Far below the 1 MiB that Kafka takes by default. */
  static final int MAX_PAYLOAD_BYTES = 512 << 10;

  /** A key is a name that the key API has taken; far longer ones are damage. */
  private static final int MAX_KEY_BYTES = Short.MAX_VALUE;

  private static final int CRC_END = 8;
  private static final byte[] UNNUMBERED = "\"seq\":0,".getBytes(US_ASCII);

  /** Where a record goes. */
  enum Kind {
    /** To the key's partition. */
    TO_ONE(0),
    /** To every partition. */
    TO_ALL(1),
    /** Nowhere: what a segment repeats of earlier ones ({@link OpenWork}). */
    COPY(2);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  private static final List<Kind> BY_CODE = List.of(Kind.TO_ONE, Kind.TO_ALL, Kind.COPY);

  Entry {
    if (key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes");
    }
  }

  static Entry of(LogEvent event) {
    return switch (event) {
      case AttemptStarted started -> of(event, Kind.TO_ONE, started.payer().recordKey());
      case AttemptFinished finished -> of(event, Kind.TO_ONE, finished.payer().recordKey());
      case EpochOpened _, EpochClosed _, EpochAbandoned _ -> of(event, Kind.TO_ALL, event.epoch());
    };
  }

  /** As a segment repeats it. */
  static Entry copy(LogEvent event) {
    return of(event, Kind.COPY, "");
  }

  private static Entry of(LogEvent event, Kind kind, String key) {
    return new Entry(
        event.seq(), kind, event.at().toEpochMilli(), key.getBytes(UTF_8), EventJson.write(event));
  }

  /** The same event with its seq, made of one with seq 0. */
  Entry numbered(long number) {
    int at = unnumbered();
    byte[] digits = Long.toString(number).getBytes(US_ASCII);
    byte[] numbered = new byte[payload.length - 1 + digits.length];
    System.arraycopy(payload, 0, numbered, 0, at);
    System.arraycopy(digits, 0, numbered, at, digits.length);
    int rest = payload.length - at - 1;
    System.arraycopy(payload, at + 1, numbered, at + digits.length, rest);
    return new Entry(number, kind, atMillis, key, numbered);
  }

  /** Where the 0 stands. In a text before it the quotes would have a backslash. */
  private int unnumbered() {
    int last = payload.length - UNNUMBERED.length;
    for (int at = 0; at <= last; at++) {
      if (Arrays.equals(payload, at, at + UNNUMBERED.length, UNNUMBERED, 0, UNNUMBERED.length)) {
        return at + UNNUMBERED.length - 2;
      }
    }
    throw new IllegalStateException("an event with seq " + seq);
  }

  LogEvent event() throws IOException {
    return EventJson.read(payload, LogEvent.class);
  }

  /** What it takes on the disk. */
  int size() {
    return HEADER_BYTES + key.length + payload.length;
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(size());
    out.putInt(key.length + payload.length).putInt(0).putLong(seq).put(kind.code);
    out.putLong(atMillis).putShort((short) key.length).put(key).put(payload);
    return out.putInt(Integer.BYTES, crc(out.array(), 0, out.capacity())).array();
  }

  /**
   * Reads one and moves behind it; null, without moving, if no whole and sound one stands there.
   */
  static @Nullable Entry decode(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < HEADER_BYTES) {
      return null;
    }
    int length = in.getInt(start);
    // A length of 0 is what a file that lost its data in a crash of the machine reads as.
    if (length <= 0
        || length > MAX_PAYLOAD_BYTES + MAX_KEY_BYTES
        || in.remaining() < HEADER_BYTES + length) {
      return null;
    }
    int size = HEADER_BYTES + length;
    if (in.getInt(start + Integer.BYTES) != crc(in.array(), in.arrayOffset() + start, size)) {
      return null;
    }
    in.position(start + CRC_END);
    long seq = in.getLong();
    Kind kind = BY_CODE.get(in.get());
    long at = in.getLong();
    byte[] key = new byte[in.getShort()];
    byte[] payload = new byte[length - key.length];
    in.get(key).get(payload);
    return new Entry(seq, kind, at, key, payload);
  }

  private static int crc(byte[] bytes, int offset, int size) {
    var crc = new CRC32C();
    crc.update(bytes, offset + CRC_END, size - CRC_END);
    return (int) crc.getValue();
  }
}
