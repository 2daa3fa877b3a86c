package dev.weir.provider;

/**
 * How an answer goes wrong that began well. A stream goes wrong after so many words: 0 is after its
 * opening event, and {@link #AT_HEAD} after its head. An answer that is not streamed goes wrong
 * half-way through its body, or with {@link #AT_HEAD} after its head.
 */
public enum Break {
  /** The connection is closed; a stream's last chunk is missing. */
  CUT,
  /** The connection is reset. */
  RESET,
  /** HTTP ends it properly, but it is not all: a stream lacks its end, a body is half a JSON. */
  ENDED,
  /** Nothing more comes, until the client leaves. */
  STALLED,
  /** An event's data, or the body, is no JSON; a stream then goes on. */
  BAD_JSON,
  /** An event's field has a wrong name, or the body is a text; a stream then goes on. */
  BAD_SSE,
  /** All but the terminal event; a body that lacks its last brace. */
  UNTERMINATED,
  /** No choice, no content: the rest is there. */
  EMPTY,
  /** Whole, but more bytes are announced; the connection stays open. */
  LENGTH_OVER,
  /** Whole, but less bytes are announced: the rest looks like the next answer. */
  LENGTH_UNDER;

  /** Stands for a number of words: right after the head. */
  public static final int AT_HEAD = -1;
}
