package dev.weir.gateway.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An answer and what is known of it, as they are kept: the head behind its length, the body;
 * deflated.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Packed(byte[] head, byte[] body) {
  /** Compressed. */
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      out.writeInt(head.length);
      out.write(head);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can't fail to be written", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is something else
   */
  public static Packed read(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      int length = in.readInt();
      if (length < 0) {
        throw new IOException("no packed answer");
      }
      return new Packed(in.readNBytes(length), in.readAllBytes());
    }
  }
}
