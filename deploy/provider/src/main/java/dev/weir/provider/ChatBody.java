package dev.weir.provider;

import org.jspecify.annotations.Nullable;

/** What was read of a request body: the fields that matter here, or the first thing wrong. */
sealed interface ChatBody {

  /**
   * A body that is well-formed as far as it goes; what a protocol requires is not checked yet.
   *
   * @param model null when absent
   * @param messages how many; -1 when absent
   * @param sampling the first of {@code temperature}, {@code top_p}, {@code top_k} found; null for
   *     none
   * @param maxTokens {@link Integer#MAX_VALUE} when absent
   * @param choices {@code n}; 1 when absent
   */
  record Fields(
      @Nullable String model,
      int messages,
      boolean stream,
      boolean streamOptions,
      boolean includeUsage,
      @Nullable String sampling,
      int maxTokens,
      int choices)
      implements ChatBody {

    boolean limited() {
      return maxTokens != Integer.MAX_VALUE;
    }
  }

  /**
   * What is wrong.
   *
   * @param field its name, with a path for one inside a message
   * @param detail what is said about it, as the kind needs
   */
  record Problem(Kind kind, String field, String detail) implements ChatBody {

    /** Sorts of problems; each protocol words them itself. */
    enum Kind {
      NOT_JSON,
      /** The detail is the type expected. */
      WRONG_TYPE,
      MISSING,
      EMPTY,
      BELOW_ONE,
      /** The detail is the role found. */
      UNKNOWN_ROLE,
      /** A field that only a gateway understands. */
      UNKNOWN_FIELD,
      /** A field that needs another one. */
      NOT_ALLOWED
    }
  }
}
