package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call's parts of some shares. */
final class SharesHold implements RateHold {
  private final Rates plane;
  private final List<Share> shares;
  private final List<Taken> taken;
  private final List<RateFigures> figures;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Of pinned shares, and what was taken of each. */
  SharesHold(Rates plane, List<Share> shares, List<Taken> taken, List<RateFigures> figures) {
    this.plane = plane;
    this.shares = shares;
    this.taken = List.copyOf(taken);
    this.figures = List.copyOf(figures);
  }

  @Override
  public List<RateFigures> figures() {
    return figures;
  }

  @Override
  public void settle(long tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("negative tokens: " + tokens);
    }
    end(tokens, 1);
  }

  @Override
  public void release() {
    end(0, 0);
  }

  private void end(long tokens, long requests) {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("this hold has ended already");
    }
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      boolean counts = share.name.unit() == RateLimit.Unit.TOKENS;
      plane.end(share, taken.get(i), counts ? tokens : requests);
      share.unpin();
    }
  }
}
