package dev.weir.gateway.core;

import java.util.List;

/**
 * A call's part of every rate limit concerned. Ends exactly once: settled or released. Ending it
 * twice throws {@link IllegalStateException}; neither blocks nor does I/O.
 */
public interface RateHold {
  /** Of a call that nothing limits; may be ended any number of times. */
  RateHold NONE =
      new RateHold() {
        @Override
        public List<RateFigures> figures() {
          return List.of();
        }

        @Override
        public void settle(long tokens) {}

        @Override
        public void release() {}
      };

  /** How the limits stood when the call was let in, with the call counted; in the order asked. */
  List<RateFigures> figures();

  /** The call was made and took so many tokens, which may be more than was held. */
  void settle(long tokens);

  /** The call was not made: it counts nowhere. */
  void release();
}
