package dev.weir.gateway.pipeline;

import java.time.Duration;

/** What a call does in the course of time. */
public record Clockwork(Pause pause, Alarm alarm, KeepAlives keepAlives) {
  /** Waits before a retry. */
  public interface Pause {
    /** Blocks the calling thread for so long. */
    void sleep(Duration duration) throws InterruptedException;
  }

  /** Does something later. */
  public interface Alarm {
    /**
     * Sets it.
     *
     * @param action must not block
     * @return forgets the action unless it has begun
     */
    Runnable after(Duration duration, Runnable action);
  }
}
