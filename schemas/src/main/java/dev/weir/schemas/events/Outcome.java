package dev.weir.schemas.events;

/** How an attempt ended. */
public enum Outcome {
  /** The provider answered in full. */
  SUCCEEDED,
  /** The provider refused, failed or timed out before any content went to the client. */
  FAILED,
  /** A stream broke after content had been sent. */
  CUT,
  /** The client went away. */
  CANCELLED,
  /** The gateway process died; billed at the hold by the next process on its journal. */
  ORPHANED
}
