package dev.weir.gateway.journal;

import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a segment, big-endian: payload length (4 bytes), CRC-32C of all that
 * follows (4), seq (8), 1 for a copy or 0 (1), payload.
 *
 * @param copy true for what a segment repeats of earlier ones ({@link OpenWork}); never shipped
 * @param payload the event's JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(long seq, boolean copy, byte[] payload) {
  static final int HEADER_BYTES = 17;

  /** Far below the 1 MiB that Kafka takes by default. */
  static final int MAX_PAYLOAD_BYTES = 512 << 10;

  private static final int CRC_END = 8;

  static Entry of(LogEvent event, boolean copy) {
    return new Entry(event.seq(), copy, EventJson.write(event));
  }

  LogEvent event() throws IOException {
    return EventJson.read(payload, LogEvent.class);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    out.putInt(payload.length).putInt(0).putLong(seq).put((byte) (copy ? 1 : 0)).put(payload);
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
    if (length <= 0 || length > MAX_PAYLOAD_BYTES || in.remaining() < HEADER_BYTES + length) {
      return null;
    }
    int size = HEADER_BYTES + length;
    if (in.getInt(start + Integer.BYTES) != crc(in.array(), in.arrayOffset() + start, size)) {
      return null;
    }
    byte[] payload = new byte[length];
    in.position(start + HEADER_BYTES).get(payload);
    return new Entry(in.getLong(start + CRC_END), in.get(start + HEADER_BYTES - 1) == 1, payload);
  }

  private static int crc(byte[] bytes, int offset, int size) {
    var crc = new CRC32C();
    crc.update(bytes, offset + CRC_END, size - CRC_END);
    return (int) crc.getValue();
  }
}
