package dev.weir.gateway.app;

import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.CacheSettings.Store.Off;
import dev.weir.schemas.config.WeirConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings that hold from a process's start to its end. */
final class RestartOnly {
  private record Setting(String name, Function<WeirConfig, ?> value) {}

  private static final List<Setting> ALL =
      List.of(
          new Setting("litellm_settings.timezone", it -> it.litellm().timezone()),
          new Setting("weir.node-name", it -> it.weir().nodeName()),
          new Setting("weir.data-dir", it -> it.weir().dataDir()),
          new Setting("weir.key-secret", it -> Optional.ofNullable(it.weir().keySecret())),
          new Setting("weir.kafka", it -> it.weir().kafka()),
          new Setting("weir.redis", it -> it.weir().redis()),
          new Setting("weir.journal", it -> it.weir().journal()),
          new Setting("weir.budget.wait", it -> it.weir().budget().grantWait()),
          new Setting("weir.alerts.hanging-after", it -> it.alerts().signs().hangingAfter()),
          new Setting("weir.cache", it -> it.cache().limits()),
          new Setting("weir.metrics", it -> it.weir().metrics()),
          new Setting("weir.callbacks", it -> it.weir().callbacks()),
          new Setting("litellm_settings.callbacks", it -> it.litellm().tracing()),
          new Setting("weir.outbound", it -> it.weir().outbound()),
          new Setting("weir.drain", it -> it.weir().drain()),
          new Setting("weir.reload-on-change", it -> it.weir().reloadOnChange()));

  private RestartOnly() {}

  /** Names of those that differ. */
  static List<String> changed(WeirConfig started, WeirConfig now) {
    var changed = new ArrayList<String>();
    for (Setting setting : ALL) {
      if (!setting.value.apply(started).equals(setting.value.apply(now))) {
        changed.add(setting.name);
      }
    }
    CacheSettings.Store store = now.cache().store();
    if (!(store instanceof Off) && !store.equals(started.cache().store())) {
      changed.add("litellm_settings.cache_params");
    }
    return changed;
  }
}
