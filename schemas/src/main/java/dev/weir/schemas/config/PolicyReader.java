package dev.weir.schemas.config;

import dev.weir.schemas.config.Section.Given;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads what LiteLLM says by kinds of failure. */
final class PolicyReader {
  private static final String RETRIES = "Retries";
  private static final String ALLOWED_FAILS = "AllowedFails";

  private PolicyReader() {}

  static Map<ErrorClass, Integer> retries(Setting setting) {
    return policy(setting, RETRIES);
  }

  static Map<String, Map<ErrorClass, Integer>> retriesByGroup(Setting setting) {
    var groups = new LinkedHashMap<String, Map<ErrorClass, Integer>>();
    for (Given given : setting.section("a map of group names").all()) {
      groups.put(given.key(), retries(given.setting()));
    }
    return groups;
  }

  /** {@code cooldown_time} and its like, at up to two places of which the first wins. */
  static Cooldown cooldown(Section first, Section second) {
    return new Cooldown(
        first.at("cooldown_time").or(second.at("cooldown_time")).seconds(),
        first.at("allowed_fails").or(second.at("allowed_fails")).whole(0),
        policy(
            first.at("allowed_fails_policy").or(second.at("allowed_fails_policy")), ALLOWED_FAILS));
  }

  private static Map<ErrorClass, Integer> policy(Setting setting, String ending) {
    var policy = new EnumMap<ErrorClass, Integer>(ErrorClass.class);
    Section section = setting.section();
    for (ErrorClass kind : ErrorClass.values()) {
      Integer number = section.at(kind.written() + ending).whole(0);
      if (number != null) {
        policy.put(kind, number);
      }
    }
    section.warnOfOthers(Set.of());
    return policy;
  }
}
