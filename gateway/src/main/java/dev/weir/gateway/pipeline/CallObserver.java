package dev.weir.gateway.pipeline;

import org.jspecify.annotations.Nullable;

/** Is told of calls. Neither throws nor blocks: it is on the way of every call. */
public interface CallObserver {
  /** Wants to know nothing. */
  CallObserver NONE = _ -> null;

  /**
   * A call begins.
   *
   * @return null: this one is of no interest, and costs nothing more
   */
  @Nullable Observation begin(Call call);

  /** One call, as its client sees it. Used by one thread at a time. */
  interface Observation {
    /** The client gets a whole answer; the bytes must not be changed. */
    void answer(Served served, byte[] body);

    /** The client gets a stream. */
    void begin(Served served);

    /** The client gets events of a stream, or a sign of life; the bytes must not be changed. */
    void events(byte[] bytes);

    /** The client gets no answer. */
    void refused(Refusal refusal);

    /**
     * The call has ended; nothing follows.
     *
     * @param trail null: nobody was tried, or it failed in the gateway
     */
    void end(CallTrail.@Nullable View trail);
  }
}
