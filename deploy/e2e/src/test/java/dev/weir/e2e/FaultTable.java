package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.e2e.Fault.What;
import dev.weir.provider.Attempt;
import dev.weir.provider.Bill;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.provider.http.BadAddress;
import dev.weir.schemas.events.AttemptFinished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * One gateway with a group and a fallback for each row, and all rows called at once. Each row has a
 * provider of its own, so that it does not meet a connection that another row has spoilt.
 */
final class FaultTable implements AutoCloseable {
  private static final int AT_ONCE = 48;

  /** Seconds; a request waits so long for its first content, and a stream may be idle so long. */
  private static final int PATIENCE = 12;

  private final List<FaultRow> rows;
  private final ScriptedProvider good = ScriptedProvider.start(Faults.FALLBACK_ANSWER);
  private final Map<String, ScriptedProvider> providers = new HashMap<>();
  private final List<BadAddress> addresses = new ArrayList<>();
  private final Map<FaultRow, Answer> answers = new ConcurrentHashMap<>();
  private final Map<FaultRow, JsonNode> trails = new ConcurrentHashMap<>();
  private final Cluster cluster;
  private Map<String, List<AttemptFinished>> ledger = Map.of();

  FaultTable(List<FaultRow> rows, Cluster.Stores stores) {
    this.rows = rows;
    this.cluster = new Cluster(stores, Settings.DEFAULTS, config());
  }

  private String config() {
    StringBuilder models = new StringBuilder("model_list:\n");
    StringBuilder fallbacks = new StringBuilder();
    StringBuilder released = new StringBuilder();
    for (FaultRow row : rows) {
      models.append(entry(row.group(), row.upstream(), base(row), patience(row)));
      String fallback = good.baseUri() + "/d/" + row.fallback() + Fault.Upstream.OPENAI.path();
      models.append(entry(row.fallback(), Fault.Upstream.OPENAI, fallback, "30"));
      String pair = "    - {" + row.group() + ": [" + row.fallback() + "]}\n";
      fallbacks.append(pair);
      released.append(row.fault().name().contains(Faults.RELEASED) ? pair : "");
    }
    return models
        + """
        router_settings:
          num_retries: 1
          fallbacks:
        %s  content_policy_fallbacks:
        %slitellm_settings:
          request_timeout: %d
        general_settings:
          master_key: os.environ/LITELLM_MASTER_KEY
        """
            .formatted(fallbacks, released, PATIENCE);
  }

  /** Seconds; short only where it is to pass: a gateway that has just started is slow. */
  private static String patience(FaultRow row) {
    return row.expected().equals(Faults.SILENT) ? "0.6" : "20";
  }

  private static String entry(String group, Fault.Upstream upstream, String base, String timeout) {
    return """
      - model_name: %s
        litellm_params:
          model: %s
          api_base: %s
          api_key: some-key
          api_version: "2024-02-01"
          timeout: %s
          stream_timeout: %s
          ttft_timeout: %s
          stream_idle_timeout: 1
    """
        .formatted(group, upstream.model(), base, timeout, timeout, timeout);
  }

  private String base(FaultRow row) {
    return switch (row.fault().what()) {
      case What.Unreachable(var address) -> {
        BadAddress bad = address.get();
        addresses.add(bad);
        yield bad.uri() + row.upstream().path();
      }
      case What.Scripted(var script) -> {
        ScriptedProvider provider = ScriptedProvider.start(script.get());
        providers.put(row.group(), provider);
        yield provider.baseUri() + "/d/" + row.group() + row.upstream().path();
      }
    };
  }

  /** Calls every row once, and waits until the log has all that came of it. */
  void run() {
    cluster.accounting(); // Budgets are ready once it has told Redis where it stands.
    Node node = cluster.readyGateway("a");
    Node.Key key = node.mint(Map.of("key_alias", "table", "max_budget", 1_000));
    var next = new AtomicInteger();
    Load.all(
        AT_ONCE,
        rows.size(),
        _ -> {
          FaultRow row = rows.get(next.getAndIncrement());
          Answer answer = node.as(key).post(row.request());
          answers.put(row, answer);
          String call = answer.header("x-litellm-call-id");
          trails.put(row, node.as(key).get("/v1/attempts/" + call).json());
          return row;
        });
    await()
        .atMost(30, SECONDS)
        .pollInterval(300, MILLISECONDS)
        .until(() -> cluster.ledger().open().isEmpty());
    ledger =
        cluster.ledger().finished(key).stream()
            .collect(Collectors.groupingBy(it -> it.route().group()));
  }

  Answer answer(FaultRow row) {
    return answers.get(row);
  }

  /** What the gateway tells of how the call went. */
  JsonNode trail(FaultRow row) {
    return trails.get(row);
  }

  /** What the gateway recorded for a group. */
  List<AttemptFinished> recorded(String group) {
    return ledger.getOrDefault(group, List.of());
  }

  /** What a provider saw of a group's deployment. */
  List<Attempt> seen(String group) {
    return provider(group).attempts(group);
  }

  /** What a provider charges for a group's deployment. */
  List<Bill> billed(String group) {
    return provider(group).ledger().stream().filter(it -> it.deployment().equals(group)).toList();
  }

  private ScriptedProvider provider(String group) {
    return providers.getOrDefault(group, good);
  }

  @Override
  public void close() {
    cluster.close();
    good.close();
    providers.values().forEach(ScriptedProvider::close);
    addresses.forEach(BadAddress::close);
  }
}
