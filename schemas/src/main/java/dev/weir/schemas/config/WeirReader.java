package dev.weir.schemas.config;

import dev.weir.schemas.config.Section.Given;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code weir:} section, in which an unknown setting is an error. */
final class WeirReader {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}) ?([kmg]?)(?:i?b)?");
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ms|s|m|h|d)?");
  private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String PROPERTY_VARIABLE = "WEIR_KAFKA_PROPERTIES_";
  private static final long MEBI = 1L << 20;
  private static final long BODY_LIMIT = 50 * MEBI;
  private static final long JOURNAL = 1024 * MEBI;
  private static final Duration GRANT_WAIT = Duration.ofSeconds(2);
  private static final List<Integer> ALERTS = List.of(50, 80, 100);
  private static final int PARTITIONS = 12;
  private static final int REDIS_PORT = 6379;
  private static final int LAST_PORT = 65_535;

  private final Section weir;
  private final Findings findings;

  WeirReader(Section weir, Findings findings) {
    this.weir = weir;
    this.findings = findings;
  }

  WeirSettings read(Section general, Section cache, Section router, Section litellm) {
    Section journal = weir.at("journal").section();
    Section budget = weir.at("budget").section();
    Section slack = weir.at("slack").section();
    var settings =
        new WeirSettings(
            nodeName(weir.atOrVariable("node-name")),
            dataDir(weir.atOrVariable("data-dir")),
            bodyLimit(weir.atOrVariable("body-limit"), general.at("max_request_size_mb")),
            kafka(weir.at("kafka").section()),
            redis(weir.at("redis").section(), cache, router),
            new WeirSettings.Journal(size(journal.atOrVariable("max-bytes"), JOURNAL)),
            budget(budget),
            routing(weir.at("routing").section()),
            CallsReader.calls(weir.at("calls").section()),
            drain(weir.at("drain").section()),
            new OutboundReader(weir.at("outbound").section(), findings)
                .read(litellm.at("ssl_verify")),
            weir.atOrVariable("reload-on-change").flag(true),
            CallsReader.groups(weir.at("groups").section()),
            callbacks(weir.at("callbacks").section()),
            metrics(weir.at("metrics").section()),
            webhook(slack.atOrVariable("webhook-url")),
            weir.atOrVariable("key-secret").secret());
    for (Section section : List.of(weir, journal, budget, slack)) {
      section.refuseOthers();
    }
    return settings;
  }

  private String nodeName(Setting setting) {
    String name =
        setting.parsed(
            "1 to 64 letters, digits, dots, dashes and underscores",
            text -> NODE_NAME.matcher(text).matches() ? text : null);
    String host = findings.variable("HOSTNAME");
    String unset = host != null && NODE_NAME.matcher(host).matches() ? host : "weir";
    return name == null ? unset : name;
  }

  private static Path dataDir(Setting setting) {
    Path path = setting.parsed("a folder", WeirReader::path);
    return path == null ? Path.of("data") : path;
  }

  static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static long bodyLimit(Setting own, Setting megabytes) {
    BigDecimal size = megabytes.amount("a number of megabytes");
    long unset = size == null ? BODY_LIMIT : size.multiply(BigDecimal.valueOf(MEBI)).longValue();
    return size(own, unset);
  }

  private static WeirSettings.Budget budget(Section section) {
    Duration wait =
        section.atOrVariable("wait").parsed("a duration such as 500ms or 2s", WeirReader::duration);
    Setting setting = section.atOrVariable("alert-thresholds");
    List<Integer> percents = new ArrayList<>();
    for (Setting item : setting.isList() ? setting.items("") : List.<Setting>of()) {
      percents.add(item.whole(1, 1000, 1));
    }
    if (!setting.isList() && setting.present()) {
      percents.addAll(percents(setting));
    }
    return new WeirSettings.Budget(
        wait == null ? GRANT_WAIT : wait,
        percents.isEmpty() ? ALERTS : percents.stream().distinct().sorted().toList());
  }

  private static WeirSettings.Callbacks callbacks(Section section) {
    var unset = WeirSettings.Callbacks.STANDARD;
    long content = size(section.atOrVariable("content-limit"), unset.contentLimit());
    long queue = size(section.atOrVariable("queue-limit"), unset.queueLimit());
    section.refuseOthers();
    return new WeirSettings.Callbacks(content, queue);
  }

  private static WeirSettings.Routing routing(Section section) {
    String expected = "a duration such as 500ms or 2s";
    Duration wait = section.atOrVariable("max-retry-after").parsed(expected, WeirReader::duration);
    Duration probe = section.atOrVariable("probe-interval").parsed(expected, WeirReader::duration);
    section.refuseOthers();
    var unset = WeirSettings.Routing.STANDARD;
    return new WeirSettings.Routing(
        wait == null ? unset.maxRetryAfter() : wait, probe == null ? unset.probeInterval() : probe);
  }

  private static WeirSettings.Metrics metrics(Section section) {
    var unset = WeirSettings.Metrics.STANDARD;
    String host = section.atOrVariable("host").text();
    var settings =
        new WeirSettings.Metrics(
            section.atOrVariable("label-values").whole(1, 100_000, unset.labelValues()),
            host == null ? unset.host() : host,
            section.atOrVariable("accounting-port").whole(0, LAST_PORT, unset.accountingPort()),
            section.atOrVariable("alerts-port").whole(0, LAST_PORT, unset.alertsPort()));
    section.refuseOthers();
    return settings;
  }

  private static WeirSettings.Drain drain(Section section) {
    String expected = "a duration such as 5s";
    Duration delay = section.atOrVariable("delay").parsed(expected, WeirReader::duration);
    Duration grace = section.atOrVariable("grace").parsed(expected, WeirReader::duration);
    section.refuseOthers();
    var unset = WeirSettings.Drain.STANDARD;
    return new WeirSettings.Drain(
        delay == null ? unset.delay() : delay, grace == null ? unset.grace() : grace);
  }

  /** As a variable, the percentages are separated by commas. */
  private static List<Integer> percents(Setting setting) {
    List<Integer> percents =
        setting.parsed(
            "percentages such as 50, 80, 100",
            text ->
                text.matches("[1-9][0-9]{0,2}( *, *[1-9][0-9]{0,2})*")
                    ? List.of(text.split(" *, *")).stream().map(Integer::valueOf).toList()
                    : null);
    return percents == null ? List.of() : percents;
  }

  private KafkaSettings kafka(Section kafka) {
    String servers = kafka.atOrVariable("bootstrap-servers").text();
    String prefix =
        kafka
            .atOrVariable("topic-prefix")
            .parsed(
                "letters, digits, dots, dashes and underscores",
                text -> text.matches("[A-Za-z0-9._-]{0,100}") ? text : null);
    var settings =
        new KafkaSettings(
            servers == null ? "localhost:9092" : servers,
            prefix == null ? "" : prefix,
            (short) kafka.atOrVariable("replication").whole(1, Short.MAX_VALUE, -1),
            kafka.atOrVariable("attempt-partitions").whole(1, 1000, PARTITIONS),
            properties(kafka.at("properties").section()));
    kafka.refuseOthers();
    return settings;
  }

  private Map<String, Secret> properties(Section section) {
    var properties = new LinkedHashMap<String, Secret>();
    for (Given given : section.all()) {
      String value = given.setting().parsed("text", text -> text);
      if (value != null) {
        properties.put(given.key(), new Secret(value));
      }
    }
    for (String name : findings.variables()) {
      String value = name.startsWith(PROPERTY_VARIABLE) ? findings.variable(name) : null;
      if (value != null) {
        String key = name.substring(PROPERTY_VARIABLE.length());
        properties.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), new Secret(value));
      }
    }
    return properties;
  }

  private static RedisSettings redis(Section redis, Section cache, Section router) {
    Setting host = redis.atOrVariable("host");
    Setting port = redis.atOrVariable("port");
    Setting username = redis.atOrVariable("username");
    Setting password = redis.atOrVariable("password");
    Setting tls = redis.atOrVariable("tls");
    // The others follow the host: another server's port or password would be wrong.
    if (!host.present() && cache.at("host").present()) {
      host = cache.at("host");
      port = port.or(cache.at("port"));
      username = username.or(cache.at("username"));
      password = password.or(cache.at("password"));
      tls = tls.or(cache.at("ssl"));
    } else if (!host.present()) {
      host = router.at("redis_host");
      port = port.or(router.at("redis_port"));
      password = password.or(router.at("redis_password"));
    }
    List.of("host", "port", "username", "password", "ssl").forEach(cache::at);
    List.of("redis_host", "redis_port", "redis_password").forEach(router::at);
    String prefix = redis.atOrVariable("prefix").text();
    String name = host.text();
    var settings =
        new RedisSettings(
            name == null ? "localhost" : name,
            port.whole(1, LAST_PORT, REDIS_PORT),
            username.text(),
            password.secret(),
            tls.flag(false),
            redis.atOrVariable("ca-file").parsed("a file", WeirReader::path),
            prefix == null ? "" : prefix);
    redis.refuseOthers();
    return settings;
  }

  private @Nullable Secret webhook(Setting setting) {
    if (setting.present()) {
      URI url = setting.url();
      return url == null ? null : new Secret(url.toString());
    }
    String variable = findings.variable("SLACK_WEBHOOK_URL");
    return variable == null ? null : new Secret(variable);
  }

  static long size(Setting setting, long unset) {
    Long size = setting.parsed("a size such as 50MB", WeirReader::size);
    return size == null ? unset : size;
  }

  private static @Nullable Long size(String text) {
    Matcher matcher = SIZE.matcher(text.replace("_", "").toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
    return bytes.signum() > 0 && bytes.bitLength() < Long.SIZE ? bytes.longValueExact() : null;
  }

  static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String unit = matcher.group(2);
    BigDecimal seconds =
        switch (unit == null ? "s" : unit) {
          case "ms" -> new BigDecimal("0.001");
          case "m" -> BigDecimal.valueOf(60);
          case "h" -> BigDecimal.valueOf(3600);
          case "d" -> BigDecimal.valueOf(86_400);
          default -> BigDecimal.ONE;
        };
    return Setting.ofSeconds(new BigDecimal(matcher.group(1)).multiply(seconds));
  }
}
