package dev.weir.provider;

import java.time.Duration;

/**
 * How a provider runs.
 *
 * @param port 0 for a free one
 * @param latency wait before the first byte of an answer; refusals come at once
 * @param chunkGap wait before each further word of a stream
 * @param recording whether bills and requests are kept; off, only the counts are
 */
public record Settings(int port, Latency latency, Duration chunkGap, boolean recording) {

  /** A free port, no waits, recording. */
  public static final Settings DEFAULTS = new Settings(0, new Latency.None(), Duration.ZERO, true);

  public Settings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (chunkGap.isNegative()) {
      throw new IllegalArgumentException("negative chunk gap");
    }
  }

  public Settings withPort(int newPort) {
    return new Settings(newPort, latency, chunkGap, recording);
  }

  public Settings withLatency(Latency newLatency) {
    return new Settings(port, newLatency, chunkGap, recording);
  }

  public Settings withChunkGap(Duration newGap) {
    return new Settings(port, latency, newGap, recording);
  }

  public Settings withoutRecording() {
    return new Settings(port, latency, chunkGap, false);
  }
}
