package dev.weir.alerts.delivery;

import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.config.Secret;
import java.net.http.HttpClient;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each message to everybody who is to get it, and knows how far each is. A destination that
 * is down delays nobody but itself. {@link #tell} and {@link #progress} are for one thread, {@link
 * #say} and {@link #waiting} for any.
 */
public final class Channels implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Channels.class);
  private static final long NOT_OF_THE_TOPIC = -1;

  private final Routes routes;
  private final boolean log;
  private final SlackBody slack;
  private final HttpClient client;
  private final HttpPost.Patience patience;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final PostCounts posts = new PostCounts();
  private Progress before = new Progress(0, Map.of());

  /**
   * Sends nothing yet.
   *
   * @param teams the Slack webhooks of a team
   * @throws IllegalArgumentException if an address is no HTTP URL; the message does not show it
   */
  public Channels(
      AlertSettings.Delivery settings, ZoneId zone, Function<String, List<Secret>> teams) {
    this(settings, zone, teams, HttpPost.PATIENCE);
  }

  Channels(
      AlertSettings.Delivery settings,
      ZoneId zone,
      Function<String, List<Secret>> teams,
      HttpPost.Patience patience) {
    requireHttp(settings);
    this.routes = new Routes(settings, teams);
    this.log = settings.log();
    this.slack = new SlackBody(settings.runbook(), zone);
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience.timeout())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  private static void requireHttp(AlertSettings.Delivery settings) {
    if (settings.slackUrl() != null) {
      HttpPost.requireHttp(settings.slackUrl());
    }
    if (settings.webhookUrl() != null) {
      HttpPost.requireHttp(settings.webhookUrl());
    }
  }

  /** Goes on where an earlier process stopped. */
  public void resume(Progress progress) {
    before = progress;
  }

  /** Forgets what waits: another process tells it. */
  public void forget() {
    channels.values().forEach(Channel::clear);
  }

  /** Sends the message of the record at this offset; offsets grow. */
  public void tell(long offset, Message message) {
    Set<Destination> all = routes.of(message);
    for (Destination destination : all) {
      if (!before.told(destination.id(), offset)) {
        channel(destination).add(offset, message);
      }
    }
    log(all, message);
  }

  /** Sends a message that is not of the topic. */
  public void say(Message message) {
    Set<Destination> all = routes.of(message);
    all.forEach(destination -> channel(destination).add(NOT_OF_THE_TOPIC, message));
    log(all, message);
  }

  private void log(Set<Destination> all, Message message) {
    if (routes.wanted(message) && (all.isEmpty() || log)) {
      LOGGER.warn("alert type={} text=\"{}\"", message.type().written(), message.headline());
    }
  }

  private Channel channel(Destination to) {
    return channels.computeIfAbsent(
        to.id(),
        _ -> {
          Post post = posts.counting(new HttpPost(client, to.url(), patience));
          return new Channel(to, post, slack).start();
        });
  }

  /**
   * How far everybody is.
   *
   * @param read up to where the topic was read
   */
  public Progress progress(long read) {
    // Those who were told before a restart are where they were, while others catch up.
    long end = Math.max(read, before.end());
    Set<String> all = new TreeSet<>(channels.keySet());
    all.addAll(before.behind().keySet());
    var behind = new TreeMap<String, Long>();
    for (String id : all) {
      Long late = before.behind().get(id);
      long idle = late == null ? end : Math.max(read, late);
      Channel channel = channels.get(id);
      long position = channel == null ? idle : channel.position(idle);
      if (position < end) {
        behind.put(id, position);
      }
    }
    return new Progress(end, behind);
  }

  /** What came of the tries to post. */
  public PostCounts posts() {
    return posts;
  }

  /** The most messages that wait for one destination. */
  public int waiting() {
    return channels.values().stream().mapToInt(Channel::waiting).max().orElse(0);
  }

  /** Lets messages under way end, for a while. */
  @Override
  public void close() {
    channels.values().parallelStream().forEach(Channel::close);
    client.close();
  }
}
