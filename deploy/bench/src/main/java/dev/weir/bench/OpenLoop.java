package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Open-loop load: calls start by a clock, however long the ones before take, and latency counts
 * from the time at which a call should have started. So a stall is seen by every call it delays.
 */
final class OpenLoop {
  private static final int CONNECTIONS = 64;

  private final Target target;
  private final long gapNanos;
  private final long[] latencies;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final long start = System.nanoTime() + 50_000_000;

  private OpenLoop(Target target, int perSecond, Duration duration) {
    this.target = target;
    this.gapNanos = 1_000_000_000L / perSecond;
    this.latencies = new long[Math.toIntExact(duration.toSeconds() * perSecond)];
  }

  /** Latencies of a run, in microseconds. */
  record Latency(double p50, double p99, int errors) {}

  static Latency run(Target target, int perSecond, Duration duration) throws InterruptedException {
    OpenLoop load = new OpenLoop(target, perSecond, duration);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      workers.add(Thread.ofVirtual().start(load::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    Arrays.sort(load.latencies);
    return new Latency(load.quantile(0.5), load.quantile(0.99), load.errors.get());
  }

  private double quantile(double share) {
    return latencies[(int) Math.min(latencies.length - 1L, Math.round(share * latencies.length))]
        / 1_000.0;
  }

  private void work() {
    byte[] request = request();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
      for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
        long due = start + i * gapNanos;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        out.write(request);
        if (answer(in) != 200) {
          errors.incrementAndGet();
        }
        latencies[i] = System.nanoTime() - due;
      }
    } catch (IOException e) {
      errors.incrementAndGet();
    }
  }

  private byte[] request() {
    String body = Target.body();
    return ("POST "
            + Target.PATH
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + target.key()
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads one answer with a content length or in chunks; returns its status. */
  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    long length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return status;
    }
    for (int chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
      in.skipNBytes(chunk + 2L);
    }
    in.skipNBytes(2);
    return status;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
