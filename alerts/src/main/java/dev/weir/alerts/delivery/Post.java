package dev.weir.alerts.delivery;

/** Where bodies go. */
interface Post {
  /** Posts one and waits for the answer; does not throw for what the other side does. */
  Delivery post(byte[] json) throws InterruptedException;
}
