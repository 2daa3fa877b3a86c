package dev.weir.provider;

import java.time.Duration;

/**
 * How a provider runs.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param latency wait before the first byte of an answer; refusals come at once
 * @param chunkGap wait before each further word of a stream
 * @param recording whether bills and requests are kept; off, only the counts are
 */
public record Settings(
    String host, int port, Latency latency, Duration chunkGap, boolean recording) {

  /** A free port of this machine alone, no waits, recording. */
  public static final Settings DEFAULTS =
      new Settings("127.0.0.1", 0, new Latency.None(), Duration.ZERO, true);

  public Settings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (chunkGap.isNegative()) {
      throw new IllegalArgumentException("negative chunk gap");
    }
  }

  public Settings withHost(String newHost) {
    return new Settings(newHost, port, latency, chunkGap, recording);
  }

  public Settings withPort(int newPort) {
    return new Settings(host, newPort, latency, chunkGap, recording);
  }

  public Settings withLatency(Latency newLatency) {
    return new Settings(host, port, newLatency, chunkGap, recording);
  }

  public Settings withChunkGap(Duration newGap) {
    return new Settings(host, port, latency, newGap, recording);
  }

  public Settings withoutRecording() {
    return new Settings(host, port, latency, chunkGap, false);
  }
}
