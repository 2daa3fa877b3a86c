package dev.weir.alerts.slack;

/** Where messages go. */
public interface Webhook {
  /** Posts one message and waits for the answer; does not throw for what the other side does. */
  Delivery post(SlackMessage message) throws InterruptedException;
}
