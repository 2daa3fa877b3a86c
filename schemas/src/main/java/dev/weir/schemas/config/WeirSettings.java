package dev.weir.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code weir:} section: what LiteLLM's file has no place for. Each setting is also an
 * environment variable, which wins over the file: {@code weir.redis.host} is {@code
 * WEIR_REDIS_HOST}.
 *
 * @param nodeName this process among its peers
 * @param dataDir the journal and the secret of the key hashes are kept here
 * @param bodyLimit bytes of a request body
 * @param reloadOnChange whether the configuration is read again when one of its files changes
 * @param groups by the name of the model group
 * @param slackWebhook null = alerts do not reach Slack
 * @param keySecret hashes virtual keys; null = one is made and kept in {@code dataDir}
 */
public record WeirSettings(
    String nodeName,
    Path dataDir,
    long bodyLimit,
    KafkaSettings kafka,
    RedisSettings redis,
    Journal journal,
    Budget budget,
    Routing routing,
    Calls calls,
    Drain drain,
    Outbound outbound,
    boolean reloadOnChange,
    Map<String, Group> groups,
    Callbacks callbacks,
    Metrics metrics,
    @Nullable Secret slackWebhook,
    @Nullable Secret keySecret) {
  public WeirSettings {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** The node's journal; at {@code maxBytes} the node refuses new work. */
  public record Journal(long maxBytes) {}

  /**
   * How budgets are kept.
   *
   * @param grantWait how long a call waits for a lease before it is refused
   * @param alertThresholds percent of a budget at which an alert is sent, ascending
   */
  public record Budget(Duration grantWait, List<Integer> alertThresholds) {
    public Budget {
      alertThresholds = List.copyOf(alertThresholds);
    }
  }

  /**
   * How calls are made.
   *
   * @param keepAlive how long a stream that has begun may be silent before the client gets a sign
   *     of life
   * @param connectTimeout until a connection to a provider stands
   */
  public record Calls(Duration keepAlive, Duration connectTimeout) {}

  /**
   * How providers are reached.
   *
   * @param httpsProxy on the way to providers with TLS; null = none
   * @param httpProxy on the way to others; null = none
   * @param noProxy hosts that are reached without, lower case
   * @param caFile certificates in PEM that are trusted besides those that Java knows; null = none
   */
  public record Outbound(
      @Nullable Proxy httpsProxy,
      @Nullable Proxy httpProxy,
      List<String> noProxy,
      @Nullable Path caFile) {
    /** What holds when nothing is said. */
    public static final Outbound STANDARD = new Outbound(null, null, List.of(), null);

    public Outbound {
      noProxy = List.copyOf(noProxy);
    }
  }

  /**
   * An HTTP proxy.
   *
   * @param credentials {@code user:password}; null = it asks for none
   */
  public record Proxy(String host, int port, @Nullable Secret credentials) {}

  /**
   * How a gateway stops.
   *
   * @param delay how long it serves on, not ready any more, while load balancers find out
   * @param grace how long calls that run after that may take
   */
  public record Drain(Duration delay, Duration grace) {
    /** What holds when nothing is said. */
    public static final Drain STANDARD = new Drain(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  /**
   * What is special about the calls of one model group.
   *
   * @param hedgeAfter how late the first content may be before a second deployment is tried; null =
   *     never
   * @param streamRecovery what becomes of a stream that breaks off after content
   */
  public record Group(@Nullable Duration hedgeAfter, StreamRecovery streamRecovery) {}

  /**
   * What is kept of calls until it is told to the receivers of their traces, in bytes.
   *
   * @param contentLimit of one prompt and of one answer, as they are told
   * @param queueLimit of all that waits for one receiver
   */
  public record Callbacks(long contentLimit, long queueLimit) {
    /** What holds when nothing is said. */
    public static final Callbacks STANDARD = new Callbacks(256 << 10, 64 << 20);
  }

  /**
   * What Prometheus reads.
   *
   * @param labelValues how many values of each label are told apart; the rest are {@code other}
   * @param host address that accounting and alerts listen on
   * @param accountingPort of accounting's metrics and health; 0 = none
   * @param alertsPort the same of alerts
   */
  public record Metrics(int labelValues, String host, int accountingPort, int alertsPort) {
    /** What holds when nothing is said. */
    public static final Metrics STANDARD = new Metrics(500, "127.0.0.1", 4001, 4002);
  }

  /**
   * How patient routing is.
   *
   * @param maxRetryAfter the longest wait that a provider may ask for before a retry; one that asks
   *     for more is not retried
   * @param probeInterval how often a deployment that stays broken is asked again
   */
  public record Routing(Duration maxRetryAfter, Duration probeInterval) {
    /** What holds when nothing is said. */
    public static final Routing STANDARD =
        new Routing(Duration.ofSeconds(60), Duration.ofSeconds(2));
  }
}
