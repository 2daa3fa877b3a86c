package dev.weir.gateway.translate;

/** A field that can't be translated; ends in {@link TranslatedRequest.Unsupported}. */
final class UnsupportedFieldException extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String text;

  UnsupportedFieldException(String field, String text) {
    super(text, null, false, false);
    this.field = field;
    this.text = text;
  }

  static UnsupportedFieldException lacking(String field, String provider) {
    return new UnsupportedFieldException(
        field, "'" + field + "' is not supported for models of " + provider + " yet.");
  }

  TranslatedRequest.Unsupported result() {
    return new TranslatedRequest.Unsupported(field, text);
  }
}
