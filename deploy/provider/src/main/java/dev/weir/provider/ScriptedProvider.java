package dev.weir.provider;

import dev.weir.provider.http.HttpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A provider on the loopback interface that does what its {@link Script} says. Thread-safe.
 *
 * <p>Base URLs for clients: OpenAI {@code baseUri() + "/v1"}, Azure and Anthropic {@code
 * baseUri()}. With {@code /d/NAME} after the host one provider stands for several deployments: NAME
 * can be scripted like a model, and is in the bills. Any key but {@code bad-key} is accepted;
 * models that start with {@code no-such-} don't exist.
 *
 * <p>A bill is in the ledger before the client can have read the end of the answer.
 */
public final class ScriptedProvider implements AutoCloseable {

  private final HttpServer server;
  private final Playbook playbook;
  private final Books books;

  private ScriptedProvider(Script script, Settings settings, InstantSource clock) {
    this.playbook = new Playbook(script);
    this.books = new Books(settings.recording(), clock);
    String instance =
        Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36, 36L * 36 * 36 * 36), 36);
    this.server =
        HttpServer.start(
            settings.host(),
            settings.port(),
            new ProviderHandler(
                playbook,
                new Performer(settings, books),
                books,
                settings,
                new Control(playbook, books),
                clock,
                instance));
  }

  /** Starts on a free port, without waits. */
  public static ScriptedProvider start(Script script) {
    return start(script, Settings.DEFAULTS);
  }

  /**
   * Starts.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static ScriptedProvider start(Script script, Settings settings) {
    return start(script, settings, InstantSource.system());
  }

  /**
   * Starts, with a clock for what is written down.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static ScriptedProvider start(Script script, Settings settings, InstantSource clock) {
    return new ScriptedProvider(script, settings, clock);
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** Replaces the script of all calls that nothing else was said about. */
  public void script(Script script) {
    playbook.setOtherwise(script);
  }

  /** Sets the script of a model or deployment. */
  public void script(String modelOrDeployment, Script script) {
    playbook.set(modelOrDeployment, script);
  }

  /**
   * Queues a script for the next calls of a model or deployment ({@code *} for any); queues come
   * before all else.
   */
  public void next(String modelOrDeployment, int times, Script script) {
    playbook.queue(modelOrDeployment, times, script);
  }

  /** Forgets queues and scripts set since the start. */
  public void reset() {
    playbook.reset();
  }

  /** The bills since the last {@link #clear}, oldest first; empty when not recording. */
  public List<Bill> ledger() {
    return books.ledger().bills();
  }

  /**
   * The newest attempts, those that could not be read or were refused among them, in the order in
   * which they came; empty when not recording.
   */
  public List<Attempt> attempts() {
    return books.attempts().attempts();
  }

  /** The attempts on a deployment, or on a model. */
  public List<Attempt> attempts(String modelOrDeployment) {
    return attempts().stream()
        .filter(
            it -> it.deployment().equals(modelOrDeployment) || it.model().equals(modelOrDeployment))
        .toList();
  }

  /** The newest 256 requests, oldest first; empty when not recording. */
  public List<Received> requests() {
    return books.traffic().requests();
  }

  /** By model as asked for; requests whose model could not be read are under the empty name. */
  public Map<String, ModelCounts> counts() {
    return books.traffic().counts();
  }

  /** Empties the ledger, the attempts, the requests and the counts. */
  public void clear() {
    books.clear();
  }

  /** Closes all connections, hanging ones too. */
  @Override
  public void close() {
    server.close();
  }
}
