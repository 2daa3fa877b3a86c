package dev.weir.gateway.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An answer as text: its head as JSON behind its length, its body; deflated; in base 64. */
final class StoredAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredAnswer() {}

  static String of(Answer answer) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      byte[] head = JSON.writeValueAsBytes(answer.head());
      out.writeInt(head.length);
      out.write(head);
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can't fail to be written", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is something else
   */
  static Answer read(String stored) throws IOException {
    try (var in =
        new DataInputStream(
            new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(stored))))) {
      Head head = JSON.readValue(in.readNBytes(in.readInt()), Head.class);
      return new Answer(head, in.readAllBytes());
    } catch (IllegalArgumentException e) {
      throw new IOException("no stored answer", e);
    }
  }
}
