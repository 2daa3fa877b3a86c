package dev.weir.schemas.config;

import dev.weir.schemas.config.RouterSettings.Alias;
import dev.weir.schemas.config.Section.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code router_settings}, and its duplicates in {@code litellm_settings}. */
final class RouterReader {
  private static final int RETRIES = 2;
  private static final int MOST_RETRIES = 100;
  private static final int FALLBACKS = 5;
  private static final Duration COOLDOWN = Duration.ofSeconds(5);
  private static final String SHAPE =
      "a list of maps such as {\"group\": [\"fallback\", \"next\"]}";

  private final Section router;
  private final Section litellm;
  private final Set<String> names;

  /**
   * @param names groups and deployment ids
   */
  RouterReader(Section router, Section litellm, Set<String> names) {
    this.router = router;
    this.litellm = litellm;
    this.names = new HashSet<>(names);
  }

  RouterSettings read() {
    Map<String, Alias> aliases = aliases(router.at("model_group_alias"));
    names.addAll(aliases.keySet());
    Duration retryAfter = router.at("retry_after").seconds();
    Duration cooldown = either("cooldown_time").withoutEffectYet().seconds();
    return new RouterSettings(
        strategy(router.at("routing_strategy")),
        either("num_retries").whole(0, MOST_RETRIES, RETRIES),
        retryAfter == null ? Duration.ZERO : retryAfter,
        router.at("timeout").seconds(),
        router.at("stream_timeout").seconds(),
        new Fallbacks(
            fallbacks(either("fallbacks")),
            fallbacks(either("context_window_fallbacks")),
            fallbacks(either("content_policy_fallbacks")),
            known(either("default_fallbacks"))),
        router.at("max_fallbacks").whole(0, MOST_RETRIES, FALLBACKS),
        either("allowed_fails").withoutEffectYet().whole(0),
        cooldown == null ? COOLDOWN : cooldown,
        router.at("disable_cooldowns").withoutEffectYet().flag(false),
        aliases);
  }

  private Setting either(String key) {
    return router.at(key).or(litellm.at(key));
  }

  private static RoutingStrategy strategy(Setting setting) {
    var all = new LinkedHashMap<String, RoutingStrategy>();
    for (RoutingStrategy one : RoutingStrategy.values()) {
      all.put(one.written(), one);
    }
    RoutingStrategy strategy =
        setting.parsed("one of " + String.join(", ", all.keySet()), all::get);
    if (strategy != null && strategy != RoutingStrategy.SIMPLE_SHUFFLE) {
      setting.warn(
          "`" + strategy.written() + "` has no effect in Weir yet: `simple-shuffle` is used");
    }
    return strategy == null ? RoutingStrategy.SIMPLE_SHUFFLE : strategy;
  }

  private Map<String, Alias> aliases(Setting setting) {
    var aliases = new LinkedHashMap<String, Alias>();
    for (Given given : setting.section().all()) {
      Alias alias = alias(given.setting());
      if (alias != null) {
        aliases.put(given.key(), alias);
        warnIfUnknown(alias.group(), given.setting());
      }
    }
    return aliases;
  }

  private static @Nullable Alias alias(Setting setting) {
    if (!setting.isMap()) {
      String group = setting.text("a group's name, or {model: NAME, hidden: true}");
      return group == null ? null : new Alias(group, false);
    }
    Section section = setting.section();
    String group = section.at("model").text();
    if (group == null) {
      setting.error("`model` is missing");
      return null;
    }
    boolean hidden = section.at("hidden").flag(false);
    section.warnOfOthers(Set.of());
    return new Alias(group, hidden);
  }

  private Map<String, List<String>> fallbacks(Setting setting) {
    var fallbacks = new LinkedHashMap<String, List<String>>();
    for (Setting item : setting.items(SHAPE)) {
      Section section = item.section(SHAPE);
      for (Given given : section.all()) {
        if (!given.key().equals("*") && !names.contains(given.key())) {
          section.warn(given, "`" + given.key() + "` names no group" + hint(given.key()));
        }
        // LiteLLM looks through the list from its start.
        if (fallbacks.putIfAbsent(given.key(), known(given.setting())) != null) {
          section.warn(given, "ignored: `" + given.key() + "` has fallbacks already");
        }
      }
    }
    return fallbacks;
  }

  private List<String> known(Setting setting) {
    var targets = new ArrayList<String>();
    for (Setting item : setting.items("a list of group names")) {
      String target = target(item);
      if (target != null) {
        targets.add(target);
        warnIfUnknown(target, item);
      }
    }
    return targets;
  }

  private static @Nullable String target(Setting item) {
    if (!item.isMap()) {
      return item.text("a group's name");
    }
    Section section = item.section();
    String model = section.at("model").text();
    if (model == null) {
      item.error("`model` is missing");
    }
    section.warnOfOthers(
        section.others().stream().map(Given::key).toList()); // they would override the request
    return model;
  }

  private void warnIfUnknown(String name, Setting item) {
    if (!names.contains(name)) {
      Setting setting = item.isMap() ? item.section().at("model") : item;
      setting.warn(setting.shown() + " names no group" + hint(name));
    }
  }

  private String hint(String name) {
    return Nearest.hint(name, names);
  }
}
