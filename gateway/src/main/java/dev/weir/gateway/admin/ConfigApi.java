package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import java.util.List;

/** {@code POST /config/reload}. */
final class ConfigApi {
  private final ConfigReload config;

  ConfigApi(ConfigReload config) {
    this.config = config;
  }

  AdminResult reload(AdminRequest request) {
    return switch (config.reload()) {
      case ConfigReload.Applied(List<String> warnings, List<String> needRestart) -> {
        var body = JsonNodeFactory.instance.objectNode().put("status", "reloaded");
        warnings.forEach(body.putArray("warnings")::add);
        needRestart.forEach(body.putArray("restart_needed")::add);
        yield new Ok(body, List.of());
      }
      case ConfigReload.Refused(List<String> errors) ->
          new Problem(
              400,
              "invalid_configuration",
              "The configuration is refused, the old one stays: " + String.join("; ", errors),
              null);
    };
  }
}
