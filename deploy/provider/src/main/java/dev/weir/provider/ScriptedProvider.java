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
  private final Ledger ledger;
  private final Traffic traffic;

  private ScriptedProvider(Script script, Settings settings, InstantSource clock) {
    this.playbook = new Playbook(script);
    this.ledger = new Ledger(settings.recording());
    this.traffic = new Traffic(settings.recording());
    Performer performer = new Performer(settings, clock, ledger, traffic);
    String instance =
        Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36, 36L * 36 * 36 * 36), 36);
    this.server =
        HttpServer.start(
            settings.port(),
            new ProviderHandler(
                playbook,
                performer,
                traffic,
                new Control(playbook, ledger, traffic),
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
    return new ScriptedProvider(script, settings, InstantSource.system());
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
    return ledger.bills();
  }

  /** The newest 256 requests, oldest first; empty when not recording. */
  public List<Received> requests() {
    return traffic.requests();
  }

  /** By model as asked for; requests whose model could not be read are under the empty name. */
  public Map<String, ModelCounts> counts() {
    return traffic.counts();
  }

  /** Empties the ledger, the requests and the counts. */
  public void clear() {
    ledger.clear();
    traffic.clear();
  }

  /** Closes all connections, hanging ones too. */
  @Override
  public void close() {
    server.close();
  }
}
