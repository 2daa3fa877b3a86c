package dev.weir.schemas.config;

import dev.weir.schemas.config.Section.Given;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the configuration file that all services share. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads a file with everything it includes, resolves {@code os.environ/NAME} and checks every
   * value. All errors are found, not only the first; no exception is thrown for what the file says.
   *
   * @param environment the process's environment variables; the file's {@code
   *     environment_variables} win over them
   */
  public static LoadResult load(
      Path file, Map<String, String> environment, MissingVariables policy) {
    var findings = new Findings(environment, policy);
    return load(ConfigFiles.read(file, findings), findings);
  }

  /** Reads what the environment alone says, as with a file that is empty. */
  public static LoadResult load(Map<String, String> environment, MissingVariables policy) {
    var none = YamlValue.Mapping.empty(new Place("no file", 0, 0));
    return load(none, new Findings(environment, policy));
  }

  private static LoadResult load(YamlValue.Mapping settings, Findings findings) {
    var root = new Section(findings, "", settings);
    List<Notice> unreadable = findings.errors();
    if (!unreadable.isEmpty()) {
      return new LoadResult.Refused(
          unreadable, findings.warnings(), findings.missing(), findings.allFiles());
    }
    WeirConfig config = read(root, findings);
    return findings.errors().isEmpty()
        ? new LoadResult.Loaded(
            config, findings.warnings(), findings.missing(), findings.allFiles())
        : new LoadResult.Refused(
            findings.errors(), findings.warnings(), findings.missing(), findings.allFiles());
  }

  static WeirConfig read(Section root, Findings findings) {
    export(root.at("environment_variables").section(), findings);
    Section router = root.at("router_settings").section();
    Section litellm = root.at("litellm_settings").section();
    Section general = root.at("general_settings").section();
    Section cache = litellm.at("cache_params").section();
    TracingSettings tracing =
        new TracingReader(findings, litellm, root.at("callback_settings").section()).read();
    List<ModelEntry> models = new ModelListReader(findings).read(root);
    Section weir = root.at("weir").section();
    Section ownCache = weir.at("cache").section();
    var alerts = new AlertReader(general, weir.at("alerts").section(), findings);
    LitellmSettings litellmSettings = LitellmReader.read(litellm, tracing);
    GeneralSettings generalSettings = GeneralReader.read(general, findings);
    WeirSettings weirSettings =
        new WeirReader(weir, findings).read(general, cache, router, litellm);
    var config =
        new WeirConfig(
            models,
            new RouterReader(router, litellm, names(models)).read(),
            litellmSettings,
            generalSettings,
            weirSettings,
            alerts.read(
                generalSettings.alerting(),
                litellmSettings.failureCallbacks().contains("slack"),
                weirSettings.slackWebhook()),
            CacheReader.read(litellm.at("cache"), cache, ownCache, weirSettings.redis()));
    router.warnOfOthers(Unsupported.ROUTER);
    litellm.warnOfOthers(Unsupported.LITELLM);
    cache.warnOfOthers(Unsupported.CACHE);
    general.warnOfOthers(Unsupported.GENERAL);
    root.warnOfOthers(Unsupported.TOP_LEVEL);
    return config;
  }

  private static void export(Section variables, Findings findings) {
    for (Given given : variables.all()) {
      String variable = given.setting().variable();
      // It is missed where it is used, if at all.
      boolean unset = variable != null && findings.variable(variable) == null;
      String value = unset ? null : given.setting().parsed("text", text -> text);
      if (value != null) {
        findings.export(given.key(), value);
      }
    }
  }

  /** What a request, and so a fallback, may name. */
  private static Set<String> names(List<ModelEntry> models) {
    var names = new LinkedHashSet<String>();
    models.forEach(entry -> names.add(entry.group()));
    models.forEach(entry -> names.add(entry.id()));
    return names;
  }
}
