package dev.weir.schemas.config;

import static java.util.stream.Collectors.joining;

import dev.weir.schemas.config.Fallbacks.Target;
import dev.weir.schemas.config.ModelEntry.Timeouts;
import dev.weir.schemas.config.RouterSettings.Alias;
import dev.weir.schemas.config.Section.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code router_settings}, and its duplicates in {@code litellm_settings}. */
final class RouterReader {
  private static final int RETRIES = 2;
  private static final int MOST_RETRIES = 100;
  private static final int FALLBACKS = 5;
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
    Duration leastWait = router.at("retry_after").seconds();
    return new RouterSettings(
        BalancingReader.read(router),
        new Retries(
            either("num_retries").whole(0, MOST_RETRIES, RETRIES),
            leastWait == null ? Duration.ZERO : leastWait,
            PolicyReader.retries(router.at("retry_policy")),
            PolicyReader.retriesByGroup(router.at("model_group_retry_policy"))),
        timeouts(router),
        new Fallbacks(
            fallbacks(either("fallbacks")),
            fallbacks(either("context_window_fallbacks")),
            fallbacks(either("content_policy_fallbacks")),
            known(either("default_fallbacks"))),
        router.at("max_fallbacks").whole(0, MOST_RETRIES, FALLBACKS),
        PolicyReader.cooldown(router, litellm),
        !router.at("disable_cooldowns").flag(false),
        router.at("default_max_parallel_requests").whole(1, Long.MAX_VALUE),
        aliases);
  }

  static Timeouts timeouts(Section section) {
    return new Timeouts(
        section.at("timeout").seconds(),
        section.at("stream_timeout").seconds(),
        section.at("ttft_timeout").seconds(),
        section.at("stream_idle_timeout").seconds());
  }

  private Setting either(String key) {
    return router.at(key).or(litellm.at(key));
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

  private Map<String, List<Target>> fallbacks(Setting setting) {
    var fallbacks = new LinkedHashMap<String, List<Target>>();
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

  private List<Target> known(Setting setting) {
    var targets = new ArrayList<Target>();
    for (Setting item : setting.items("a list of group names")) {
      Target target = target(item);
      if (target != null) {
        targets.add(target);
        warnIfUnknown(target.model(), item);
      }
    }
    return targets;
  }

  private static @Nullable Target target(Setting item) {
    if (!item.isMap()) {
      String model = item.text("a group's name");
      return model == null ? null : new Target(model, Map.of());
    }
    Section section = item.section();
    String model = section.at("model").text();
    if (model == null) {
      item.error("`model` is missing");
      return null;
    }
    return new Target(model, EntryExtras.json(section.others()));
  }

  private void warnIfUnknown(String name, Setting item) {
    if (!names.contains(name) && names.stream().noneMatch(it -> covers(it, name))) {
      Setting setting = item.isMap() ? item.section().at("model") : item;
      setting.warn(setting.shown() + " names no group" + hint(name));
    }
  }

  /** Whether the group is a wildcard that the name may be meant for. */
  private static boolean covers(String group, String name) {
    return group.contains("*")
        && name.matches(
            Stream.of(group.split("\\*", -1)).map(Pattern::quote).collect(joining(".+")));
  }

  private String hint(String name) {
    return Nearest.hint(name, names);
  }
}
