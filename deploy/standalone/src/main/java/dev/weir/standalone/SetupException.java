package dev.weir.standalone;

/** Something on this machine or in the files is not as needed; the message is for the user. */
final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do: a line, or one for each error of a configuration
   */
  SetupException(String message) {
    super(message);
  }
}
