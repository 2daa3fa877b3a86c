package dev.weir.gateway.translate;

/** A piece of a stream whose part in the whole is not known. */
final class UnknownPieceException extends Exception {
  private static final long serialVersionUID = 1;

  UnknownPieceException(String what) {
    super(what, null, false, false);
  }
}
