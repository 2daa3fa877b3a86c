package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.Partial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an attempt ended for the client; {@link #bill} is what it costs. */
sealed interface Ending {
  Bill bill();

  /** A whole answer, still to be sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(byte[] body, Map<String, String> headers, Bill bill) implements Ending {}

  /** A stream that went out but for its last bytes, which wait until the attempt is settled. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Streamed(byte[] rest, Bill bill) implements Ending {}

  /**
   * The stream broke off after content went out.
   *
   * @param partial from where another can go on; null: from nowhere
   */
  record Cut(Failure failure, @Nullable Partial partial, Bill bill) implements Ending {}

  /** Nobody wants an answer any more: the client has left, or another attempt was faster. */
  record Over(Bill bill) implements Ending {}

  /** No content went out: somebody else may answer. */
  record Failed(Failure failure, Map<String, String> headers, Bill bill) implements Ending {}
}
