package dev.weir.alerts.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What came of the tries to post, over all destinations. */
public final class PostCounts {
  private final LongAdder delivered = new LongAdder();
  private final LongAdder later = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /** The same post, counted. */
  Post counting(Post post) {
    return json -> counted(post.post(json));
  }

  private Delivery counted(Delivery delivery) {
    switch (delivery) {
      case Delivery.Delivered _ -> delivered.increment();
      case Delivery.Later _ -> later.increment();
      case Delivery.Refused _ -> refused.increment();
    }
    return delivery;
  }

  /** Messages that stand there. */
  public long delivered() {
    return delivered.sum();
  }

  /** Tries that were put off. */
  public long retried() {
    return later.sum();
  }

  /** Messages that were refused for good. */
  public long failed() {
    return refused.sum();
  }
}
