package dev.weir.gateway.provider;

import java.io.IOException;

/** What a provider sent is not HTTP, or stops before its end; becomes a BROKEN_ANSWER. */
final class BrokenAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenAnswerException(String what) {
    super(what);
  }
}
