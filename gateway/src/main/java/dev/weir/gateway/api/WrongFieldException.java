package dev.weir.gateway.api;

/**
 * A field of a request has a value that can't be used; ends in {@link RequestReading.Malformed}.
 */
final class WrongFieldException extends Exception {
  private static final long serialVersionUID = 1;

  private final String param;
  private final String text;

  WrongFieldException(String param, String text) {
    super(text, null, false, false);
    this.param = param;
    this.text = text;
  }

  String param() {
    return param;
  }

  String text() {
    return text;
  }
}
