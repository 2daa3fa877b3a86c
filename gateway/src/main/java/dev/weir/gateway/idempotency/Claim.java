package dev.weir.gateway.idempotency;

import java.time.Duration;

/** What is to become of a request with a key. */
public sealed interface Claim {
  /**
   * It is the first: its call is to be run into the recording, which must be ended; the client
   * listens like any other.
   */
  record Run(Recording recording, Playback playback) implements Claim {}

  /** Somebody else runs the call, or ran it: the answer is given again. */
  record Replay(Playback playback) implements Claim {}

  /** The call runs where its answer can't be listened to. */
  record Running(Duration retryAfter) implements Claim {}

  /** The call was made and billed, but its answer was too large to be kept. */
  record NotKept() implements Claim {}

  /** The key was used for another request. */
  record Different() implements Claim {}
}
