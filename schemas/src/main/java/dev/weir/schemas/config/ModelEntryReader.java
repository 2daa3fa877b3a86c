package dev.weir.schemas.config;

import dev.weir.schemas.config.ModelEntry.Facts;
import dev.weir.schemas.config.ModelEntry.Limits;
import dev.weir.schemas.config.ModelEntry.Preference;
import dev.weir.schemas.config.ModelEntry.Pricing;
import dev.weir.schemas.config.Target.GroupReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code model_list}. */
final class ModelEntryReader {
  private final Findings findings;
  private final Set<String> groups;
  private final Map<String, Section> credentials;
  private final DeploymentIds ids;
  private final Section entry;
  private final Section params;
  private final Section info;

  /**
   * @param groups the names of all groups in the file
   * @param credentials {@code credential_values} by {@code credential_name}
   */
  ModelEntryReader(
      Findings findings,
      Set<String> groups,
      Map<String, Section> credentials,
      DeploymentIds ids,
      Section entry) {
    this.findings = findings;
    this.groups = groups;
    this.credentials = credentials;
    this.ids = ids;
    this.entry = entry;
    this.params = entry.at("litellm_params").section();
    this.info = entry.at("model_info").section();
  }

  Setting model() {
    return params.at("model");
  }

  /** One deployment for each organization; none when the entry is wrong or left out. */
  List<ModelEntry> read() {
    Setting name = entry.at("model_name");
    String group = name.text();
    if (group == null) {
      if (!name.present()) {
        name.error("is missing");
      }
      return List.of();
    }
    if (otherEnvironment() || isOpenWildcard(group) || isOtherMode(group)) {
      return List.of();
    }
    Section credential = credential();
    var targets = new TargetReader(findings, groups, params, credential).read(group);
    String id = info.at("id").text();
    return targets.stream()
        .map(target -> entry(group, id(id, group, target, credential), target))
        .toList();
  }

  private boolean otherEnvironment() {
    Setting supported = info.at("supported_environments");
    String current = findings.variable("LITELLM_ENVIRONMENT");
    return current != null && supported.present() && !supported.texts().contains(current);
  }

  /** A provider that is part of what a request asks for is not known beforehand. */
  private boolean isOpenWildcard(String group) {
    String model = model().text();
    boolean open =
        group.contains("*")
            && model != null
            && model.startsWith("*")
            && !params.at("custom_llm_provider").present();
    if (open) {
      model()
          .warn(
              "wildcard `%s` names no provider in front of its `*`, which Weir does not support yet;"
                      .formatted(group)
                  + " it is left out");
    }
    return open;
  }

  private boolean isOtherMode(String group) {
    Setting setting = info.at("mode");
    String mode = setting.text();
    boolean other = mode != null && Mode.of(mode) == null;
    if (other) {
      setting.warn(
          "deployment `%s` has mode %s, which Weir does not support yet; it is left out"
              .formatted(group, setting.shown()));
    }
    return other;
  }

  private @Nullable Mode mode() {
    String mode = info.at("mode").text();
    return mode == null ? null : Mode.of(mode);
  }

  private Section credential() {
    Setting setting = params.at("litellm_credential_name");
    String name = setting.text();
    if (name != null && !credentials.containsKey(name)) {
      String hint = Nearest.hint(name, credentials.keySet());
      setting.error(setting.shown() + " is not in credential_list" + hint);
    }
    Section found = name == null ? null : credentials.get(name);
    return found == null ? setting.none("credential_list[].credential_values") : found;
  }

  private String id(@Nullable String given, String group, Target target, Section credential) {
    if (given != null) {
      String organization =
          target instanceof Target.Provider provider ? provider.organization() : null;
      boolean several = params.at("organization").isList() && organization != null;
      return ids.given(several ? given + "-" + organization : given, info.at("id"));
    }
    return ids.derived(identity(group, target, credential), entry.place());
  }

  /** Variables by their names, so that a file has the same ids wherever it is loaded. */
  private List<String> identity(String group, Target target, Section credential) {
    return switch (target) {
      case GroupReference(String written) -> List.of(group, written);
      case Target.Provider provider -> {
        Setting key = params.at("api_key").or(credential.at("api_key"));
        yield List.of(
            group,
            provider.provider(),
            provider.model(),
            written(params.at("api_base").or(credential.at("api_base")).or(params.at("base_url"))),
            written(params.at("api_version").or(credential.at("api_version"))),
            Objects.requireNonNullElse(provider.organization(), ""),
            Objects.requireNonNullElse(key.variable(), ""));
      }
    };
  }

  private static String written(Setting setting) {
    return Objects.requireNonNullElse(setting.written(), "");
  }

  private ModelEntry entry(String group, String id, Target target) {
    var limits = new Limits(limit("rpm"), limit("tpm"), limit("max_parallel_requests"));
    var timeouts = RouterReader.timeouts(params);
    var preference =
        new Preference(
            params.at("weight").whole(0), params.at("order").whole(0), params.at("tags").texts());
    var pricing = new Pricing(info.at("base_model").text(), EntryExtras.prices(info, params));
    var cooldown = PolicyReader.cooldown(params, info);
    var facts =
        new Facts(
            info.at("max_input_tokens").whole(1, Long.MAX_VALUE),
            params.at("region_name").text(),
            EntryExtras.capabilities(info));
    var mock = EntryExtras.mock(params);
    Boolean dropParams = params.at("drop_params").flag();
    Integer retries = params.at("num_retries").whole(0);
    // Last, for what nobody has asked for is a default.
    var defaults = EntryExtras.defaults(params);
    entry.warnOfOthers(Unsupported.ENTRY);
    return new ModelEntry(
        group,
        id,
        target,
        mode(),
        limits,
        timeouts,
        preference,
        pricing,
        cooldown,
        facts,
        mock,
        defaults,
        dropParams,
        retries,
        entry.place());
  }

  /** LiteLLM looks in three places. */
  private @Nullable Long limit(String key) {
    return entry.at(key).or(params.at(key)).or(info.at(key)).whole(1, Long.MAX_VALUE);
  }
}
