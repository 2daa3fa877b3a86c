package dev.weir.schemas.config;

import dev.weir.schemas.config.Section.Given;
import dev.weir.schemas.config.Target.GroupReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where a {@code model_list} entry leads to. */
final class TargetReader {
  /** The connection's settings: without meaning for a reference to another group. */
  private static final List<String> CONNECTION =
      List.of("api_key", "api_base", "base_url", "api_version", "organization", "extra_headers");

  private static final Map<String, String> BASE_VARIABLES =
      Map.of(
          "openai", "OPENAI_BASE_URL",
          "anthropic", "ANTHROPIC_BASE_URL",
          "azure", "AZURE_API_BASE");

  private final Findings findings;
  private final Set<String> groups;
  private final Section params;
  private final Section credential;

  /**
   * @param groups the names of all groups in the file
   * @param credential what {@code litellm_credential_name} points to; empty when it is not set
   */
  TargetReader(Findings findings, Set<String> groups, Section params, Section credential) {
    this.findings = findings;
    this.groups = groups;
    this.params = params;
    this.credential = credential;
  }

  /** A provider and its own name of the model. */
  private record Named(String provider, String model) {}

  /**
   * The targets: several when there are several organizations, none when the entry is wrong or left
   * out, which has been noted.
   */
  List<Target> read(String group) {
    Setting setting = params.at("model");
    String model = setting.text();
    String custom = params.at("custom_llm_provider").text();
    if (model == null || model.isEmpty()) {
      if (!setting.present()) {
        setting.error("is missing");
      }
      return List.of();
    }
    Named named = named(group, model, custom);
    if (named == null && groups.contains(model)) {
      return reference(model);
    }
    if (named == null) {
      setting.error(
          setting.shown()
              + " names no provider, no known model and no group; write openai/MODEL or the like"
              + Nearest.hint(model, groups));
      return List.of();
    }
    ProviderKind kind = ProviderNames.kind(named.provider);
    if (kind == null) {
      Setting source = custom == null ? setting : params.at("custom_llm_provider");
      leaveOut(group, named.provider, source);
      return List.of();
    }
    return providers(model, named, kind);
  }

  private static void leaveOut(String group, String provider, Setting source) {
    String shown = source.variable() == null ? "`" + provider + "`" : source.shown();
    String why =
        ProviderNames.known(provider)
            ? "which Weir does not support yet"
            : "which Weir does not know" + ProviderNames.hint(provider);
    source.warn(
        "deployment `%s` is left out: it uses provider %s, %s".formatted(group, shown, why));
  }

  /** Null when the model is to be looked for among the groups. */
  private @Nullable Named named(String group, String model, @Nullable String custom) {
    if (custom != null) {
      String prefix = custom + "/";
      return new Named(custom, model.startsWith(prefix) ? model.substring(prefix.length()) : model);
    }
    int slash = model.indexOf('/');
    if (slash > 0) {
      String prefix = model.substring(0, slash);
      return groups.contains(model) && !model.equals(group) && !ProviderNames.known(prefix)
          ? null
          : new Named(prefix, model.substring(slash + 1));
    }
    String owner = ProviderNames.owner(model);
    // An unknown gpt-9 in a group of the same name is OpenAI's, not the group itself.
    boolean other = groups.contains(model) && !model.equals(group);
    if (owner == null && !other) {
      owner = ProviderNames.likelyOwner(model);
    }
    return owner == null ? null : new Named(owner, model);
  }

  private List<Target> reference(String group) {
    for (String key : CONNECTION) {
      Setting setting = params.at(key);
      if (setting.present()) {
        setting.warn("has no effect: the deployments of `" + group + "` have their own");
      }
    }
    return List.of(new GroupReference(group));
  }

  private List<Target> providers(String written, Named named, ProviderKind kind) {
    Secret key = apiKey(named.provider, kind);
    URI base = apiBase(named.provider, kind);
    String version = given("api_version").text();
    Map<String, Secret> headers = headers();
    List<String> organizations = given("organization").texts();
    var targets = new ArrayList<Target>();
    for (int i = 0; i < Math.max(1, organizations.size()); i++) {
      String organization = organizations.isEmpty() ? null : organizations.get(i);
      targets.add(
          new Target.Provider(
              written,
              named.provider,
              kind,
              named.model,
              key,
              base,
              version,
              organization,
              headers));
    }
    return targets;
  }

  private Setting given(String key) {
    return params.at(key).or(credential.at(key));
  }

  private Setting base() {
    return given("api_base").or(params.at("base_url"));
  }

  private @Nullable Secret apiKey(String provider, ProviderKind kind) {
    Setting setting = given("api_key");
    if (setting.present()) {
      return setting.secret();
    }
    String variable =
        switch (kind) {
          case OPENAI -> "OPENAI_API_KEY";
          case AZURE -> "AZURE_API_KEY";
          case ANTHROPIC -> "ANTHROPIC_API_KEY";
        };
    boolean publicServer =
        kind != ProviderKind.OPENAI || (provider.equals("openai") && !base().present());
    // A local server may want no key, and must not be sent OpenAI's.
    if (!publicServer) {
      return null;
    }
    String value = findings.variable(variable);
    if (value == null) {
      setting.missing(variable);
    }
    return value == null ? null : new Secret(value);
  }

  private @Nullable URI apiBase(String provider, ProviderKind kind) {
    Setting setting = base();
    if (setting.present()) {
      return setting.url();
    }
    String variable = BASE_VARIABLES.get(provider);
    String value = variable == null ? null : findings.variable(variable);
    if (variable != null && value != null) {
      var scalar = new YamlValue.Scalar(Place.variable(variable), YamlValue.Kind.TEXT, value);
      return new Setting(findings, setting.path(), scalar.place(), scalar).url();
    }
    if (variable != null && kind == ProviderKind.AZURE) {
      setting.missing(variable);
    } else if (!ProviderNames.hasPublicAddress(provider)) {
      setting.error("is missing; provider `" + provider + "` has no public address");
    }
    return null;
  }

  private Map<String, Secret> headers() {
    var headers = new LinkedHashMap<String, Secret>();
    for (Given given : params.at("extra_headers").section("a map of header names").all()) {
      String value = given.setting().parsed("text", text -> text);
      if (value != null) {
        headers.put(given.key(), new Secret(value));
      }
    }
    return headers;
  }
}
