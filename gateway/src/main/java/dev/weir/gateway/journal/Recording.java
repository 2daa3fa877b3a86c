package dev.weir.gateway.journal;

/** Whether an attempt may be sent to its provider. */
public sealed interface Recording {
  /** It stands in the journal, so a killed process loses nothing of it. */
  record Recorded(OpenAttempt attempt) implements Recording {}

  /**
   * The journal can't take it: it is full, or its disk fails. 503.
   *
   * @param reason for people
   */
  record Full(String reason) implements Recording {}
}
