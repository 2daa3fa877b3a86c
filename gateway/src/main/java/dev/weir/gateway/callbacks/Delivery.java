package dev.weir.gateway.callbacks;

/** What has become of the calls that one receiver should be told of. */
public interface Delivery {
  /** {@code langfuse} or {@code otel}. */
  String callback();

  /** Calls that it has taken. */
  long exported();

  /** Calls that found no room in the queue. */
  long overflowed();

  /** Calls that it did not take, whatever the reason. */
  long failed();

  /** Bytes that wait. */
  long queuedBytes();
}
