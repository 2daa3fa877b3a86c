package dev.weir.schemas.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.config.TrustedCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * One connection to one run of a Redis server, for one thread. It never reconnects by itself: what
 * {@link #runId} says stays true for as long as it works. After an exception the caller closes it
 * and opens another; whether the calls were executed is then unknown.
 */
public final class RedisLink implements AutoCloseable {
  private static final int BATCH = 500;
  private static final byte[] PX = "PX".getBytes(UTF_8);

  /** Certificates are public; the format wants one. */
  private static final String NOT_SECRET = "certificates";

  private final Connection connection;
  private final String runId;
  private boolean broken;

  private RedisLink(Connection connection) {
    this.connection = connection;
    this.runId = field(text(connection, Command.INFO, "server"), "run_id");
  }

  /**
   * Connects.
   *
   * @param timeout for the connection, and for each wait for an answer
   */
  public static RedisLink open(RedisSettings settings, Duration timeout)
      throws RedisUnavailableException {
    int millis = Math.toIntExact(timeout.toMillis());
    var config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .clientName("weir");
    if (settings.tls()) {
      config.sslOptions(tls(settings.caFile()));
    }
    if (settings.username() != null) {
      config.user(settings.username());
    }
    if (settings.password() != null) {
      config.password(settings.password().value());
    }
    var server = new HostAndPort(settings.host(), settings.port());
    try {
      Connection connection = new Connection(server, config.build());
      try {
        return new RedisLink(connection);
      } catch (JedisException e) {
        connection.close();
        throw e;
      }
    } catch (JedisException e) {
      throw new RedisUnavailableException("no Redis at " + server + ": " + e.getMessage(), e);
    }
  }

  /** The server's certificate and its name are checked. */
  private static SslOptions tls(@Nullable Path authority) throws RedisUnavailableException {
    if (authority == null) {
      return SslOptions.defaults();
    }
    try {
      byte[] store = TrustedCertificates.pkcs12(authority, NOT_SECRET);
      return SslOptions.builder()
          .trustStoreType("PKCS12")
          .truststore(() -> new ByteArrayInputStream(store), NOT_SECRET.toCharArray())
          .build();
    } catch (IOException e) {
      throw new RedisUnavailableException("Redis: " + e.getMessage(), e);
    }
  }

  /** Identity of the server process. */
  public String runId() {
    return runId;
  }

  /** What the server does when its memory is full; only {@code noeviction} suits quotas. */
  public String evictionPolicy() throws RedisUnavailableException {
    return field(text(command(Command.INFO, "memory")), "maxmemory_policy");
  }

  /** All fields of a hash, name and value in turn. */
  public List<String> hash(String key) throws RedisUnavailableException {
    return texts(command(Command.HGETALL, key));
  }

  /** One step of a scan over key names: the next cursor ({@code 0} at the end), then names. */
  public List<String> scan(String cursor, String pattern) throws RedisUnavailableException {
    Object reply = command(Command.SCAN, cursor, "MATCH", pattern, "COUNT", "1000");
    List<String> names = new ArrayList<>();
    if (reply instanceof List<?> pair && pair.size() == 2) {
      names.add(text(pair.getFirst()));
      names.addAll(texts(pair.getLast()));
    }
    return names;
  }

  /**
   * Binary values, many under way at once.
   *
   * @return in order; null: there is none
   */
  public List<byte @Nullable []> values(List<String> keys) throws RedisUnavailableException {
    return guarded(() -> {
      for (String key : keys) {
        connection.sendCommand(Command.GET, key);
      }
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        values.add(connection.getBinaryBulkReply());
      }
      return values;
    });
  }

  /** Sets a binary value that is forgotten after so long. */
  public void put(String key, byte[] value, Duration ttl) throws RedisUnavailableException {
    byte[] millis = Long.toString(Math.max(1, ttl.toMillis())).getBytes(UTF_8);
    guarded(() -> {
      connection.sendCommand(Command.SET, key.getBytes(UTF_8), value, PX, millis);
      return connection.getOne();
    });
  }

  /** Removes these; returns how many there were. */
  public long remove(List<String> keys) throws RedisUnavailableException {
    long removed = 0;
    for (String key : keys) {
      removed += command(Command.UNLINK, key) instanceof Long count ? count : 0;
    }
    return removed;
  }

  /** What the server tells of itself, as {@code INFO} writes it. */
  public String info() throws RedisUnavailableException {
    return text(command(Command.INFO));
  }

  /**
   * Calls scripts, many under way at once, each atomic by itself.
   *
   * @return the answers in order: strings, longs, and lists of those
   */
  public List<Object> call(List<RedisScript.Call> calls) throws RedisUnavailableException {
    List<Object> answers = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += BATCH) {
      answers.addAll(batch(calls.subList(from, Math.min(calls.size(), from + BATCH))));
    }
    return answers;
  }

  private List<Object> batch(List<RedisScript.Call> calls) throws RedisUnavailableException {
    return guarded(() -> {
      for (RedisScript.Call call : calls) {
        connection.sendCommand(Command.EVALSHA, arguments(call.script().sha1(), call));
      }
      List<Object> answers = new ArrayList<>(connection.getMany(calls.size()));
      for (int i = 0; i < calls.size(); i++) {
        answers.set(i, plain(known(answers.get(i), calls.get(i))));
      }
      return answers;
    });
  }

  /** A server that does not know the script by its hash gets its text. */
  private Object known(Object answer, RedisScript.Call call) {
    if (answer instanceof JedisNoScriptException) {
      connection.sendCommand(Command.EVAL, arguments(call.script().text(), call));
      return connection.getOne();
    }
    if (answer instanceof JedisException e) {
      throw e;
    }
    return answer;
  }

  private static String[] arguments(String script, RedisScript.Call call) {
    List<String> all = new ArrayList<>(call.keys().size() + call.args().size() + 2);
    all.add(script);
    all.add(Integer.toString(call.keys().size()));
    all.addAll(call.keys());
    all.addAll(call.args());
    return all.toArray(String[]::new);
  }

  private Object command(ProtocolCommand command, String... args) throws RedisUnavailableException {
    return guarded(() -> {
      connection.sendCommand(command, args);
      return connection.getOne();
    });
  }

  /** Once something went wrong, answers may be out of step: no call after that. */
  private <T> T guarded(Exchange<T> exchange) throws RedisUnavailableException {
    if (broken) {
      throw new RedisUnavailableException("connection is broken", new IllegalStateException());
    }
    try {
      return exchange.run();
    } catch (JedisException e) {
      broken = true;
      connection.close();
      throw new RedisUnavailableException(
          e instanceof JedisConnectionException
              ? "Redis does not answer: " + e.getMessage()
              : "Redis refuses: " + e.getMessage(),
          e);
    }
  }

  private interface Exchange<T> {
    T run();
  }

  private static String text(Connection connection, ProtocolCommand command, String arg) {
    connection.sendCommand(command, arg);
    return text(connection.getOne());
  }

  private static String field(String info, String name) {
    for (String line : info.split("\r?\n", -1)) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new JedisException("INFO without " + name);
  }

  private static Object plain(Object answer) {
    return switch (answer) {
      case byte[] bytes -> new String(bytes, UTF_8);
      case List<?> list -> list.stream().map(RedisLink::plain).toList();
      default -> answer;
    };
  }

  private static String text(Object answer) {
    return String.valueOf(plain(answer));
  }

  private static List<String> texts(Object answer) {
    return answer instanceof List<?> list ? list.stream().map(RedisLink::text).toList() : List.of();
  }

  @Override
  public void close() {
    broken = true;
    connection.close();
  }
}
