package dev.weir.schemas.config;

import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.config.Balancing.Tags;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a deployment is chosen within its group. */
final class BalancingReader {
  private static final int MOST_SAMPLES = 1000;

  private BalancingReader() {}

  static Balancing read(Section router) {
    boolean filter = router.at("enable_tag_filtering").flag(false);
    boolean any = router.at("tag_filtering_match_any").flag(true);
    return new Balancing(
        choice(router),
        ofGroups(router.at("routing_groups")),
        router.at("enable_weighted_failover").flag(false),
        filter ? any ? Tags.ANY : Tags.ALL : Tags.IGNORED,
        router.at("enable_pre_call_checks").flag(false));
  }

  private static Map<String, Choice> ofGroups(Setting setting) {
    var groups = new HashMap<String, Choice>();
    for (Setting item : setting.items("a list of groups with `models` and `routing_strategy`")) {
      Section section = item.section();
      section.at("group_name").text();
      Choice choice = choice(section);
      for (Setting model : section.at("models").each("a list of model groups")) {
        String name = model.text();
        if (name != null && groups.putIfAbsent(name, choice) != null) {
          model.warn("ignored: `" + name + "` is in another routing group already");
        }
      }
      section.warnOfOthers(Set.of());
    }
    return groups;
  }

  private static Choice choice(Section section) {
    Choice plain = Choice.of(strategy(section.at("routing_strategy")));
    Section arguments = section.at("routing_strategy_args").section();
    Duration ttl = arguments.at("ttl").seconds();
    BigDecimal buffer =
        arguments.at("lowest_latency_buffer").amount("a share such as 0.5, not negative");
    int samples = arguments.at("max_latency_list_size").whole(1, MOST_SAMPLES, plain.samples());
    arguments.warnOfOthers(Set.of());
    return new Choice(
        plain.strategy(),
        ttl == null ? plain.ttl() : ttl,
        buffer == null ? plain.buffer() : buffer.doubleValue(),
        samples);
  }

  private static RoutingStrategy strategy(Setting setting) {
    Map<String, RoutingStrategy> all = new LinkedHashMap<>();
    for (RoutingStrategy one : RoutingStrategy.values()) {
      all.put(one.written(), one);
    }
    @Nullable RoutingStrategy strategy =
        setting.parsed("one of " + String.join(", ", all.keySet()), all::get);
    return strategy == null ? RoutingStrategy.SIMPLE_SHUFFLE : strategy;
  }
}
