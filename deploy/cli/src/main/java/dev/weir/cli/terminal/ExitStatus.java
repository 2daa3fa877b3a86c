package dev.weir.cli.terminal;

/** What the process ends with, for scripts. */
public enum ExitStatus {
  DONE(0),
  /** The file checked has errors, or the gateway would not do it: it knows no such key, say. */
  REFUSED(1),
  /** The command was used wrongly. */
  USAGE(2),
  /** The gateway or Kafka was not reached, or did not answer. */
  UNREACHABLE(3),
  /** The gateway or Kafka did not accept who asked. */
  UNAUTHORIZED(4);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
