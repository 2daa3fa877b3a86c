package dev.weir.cli.terminal;

/** A command can't do what it was asked: one line for people, and the exit status. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitStatus status;

  /**
   * Fails.
   *
   * @param message names what was wrong; no secret is in it
   */
  public CommandFailure(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  /** What the process ends with. */
  public ExitStatus status() {
    return status;
  }
}
