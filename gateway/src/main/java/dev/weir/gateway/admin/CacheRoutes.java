package dev.weir.gateway.admin;

import static dev.weir.gateway.admin.AdminRoute.Access.ADMIN;
import static dev.weir.gateway.admin.AdminRoute.Access.VIEWER;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.cache.CacheAwayException;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.CacheSettings.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes about the response cache, in LiteLLM's shapes. They touch nothing but the cache. */
public final class CacheRoutes {
  private static final String PING_ERROR = "cache_ping_error";

  private final @Nullable ResponseCache cache;
  private final CacheSettings settings;

  private CacheRoutes(@Nullable ResponseCache cache, CacheSettings settings) {
    this.cache = cache;
    this.settings = settings;
  }

  /**
   * All of them.
   *
   * @param cache null: it is off
   */
  public static List<AdminRoute> of(@Nullable ResponseCache cache, CacheSettings settings) {
    var routes = new CacheRoutes(cache, settings);
    return List.of(
        new AdminRoute("GET", "/cache/ping", VIEWER, routes::ping),
        new AdminRoute("GET", "/cache/redis/info", VIEWER, routes::info),
        new AdminRoute("POST", "/cache/delete", ADMIN, routes::delete),
        new AdminRoute("POST", "/cache/flushall", ADMIN, routes::flush));
  }

  private interface Task {
    ObjectNode run(ResponseCache cache) throws CacheAwayException;
  }

  private AdminResult on(String errorType, Task task) {
    if (cache == null) {
      return new Problem(503, errorType, "Cache not initialized: litellm_settings.cache", null);
    }
    try {
      return new Ok(task.run(cache), List.of());
    } catch (CacheAwayException e) {
      return new Problem(503, errorType, "The cache does not answer: " + e.getMessage(), null);
    }
  }

  private AdminResult ping(AdminRequest request) {
    return on(
        PING_ERROR,
        asked -> {
          Map<String, String> facts = asked.ping();
          ObjectNode body =
              success()
                  .put("status", "healthy")
                  .put("cache_type", type())
                  .put("ping_response", true);
          body.put("set_cache_response", "success");
          body.putObject("litellm_cache_params")
              .put("type", type())
              .put("namespace", settings.namespace())
              .put("ttl", settings.ttl().toSeconds())
              .put("mode", settings.onByDefault() ? "default_on" : "default_off")
              .put("scope", settings.scope().name().toLowerCase(Locale.ROOT));
          body.putObject("health_check_cache_params")
              .put("redis_version", facts.get("redis_version"));
          return body;
        });
  }

  private AdminResult info(AdminRequest request) {
    return on(
        "cache_redis_info_error",
        asked -> {
          ObjectNode body = JsonNodeFactory.instance.objectNode();
          ObjectNode info = body.putObject("info");
          asked.ping().forEach(info::put);
          return body;
        });
  }

  private AdminResult delete(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("keys");
    List<String> keys = fields.names("keys", List.of());
    Problem problem = fields.problem();
    return problem != null
        ? problem
        : on(
            "cache_delete_error",
            asked -> {
              asked.delete(keys);
              return success();
            });
  }

  private AdminResult flush(AdminRequest request) {
    return on(
        "cache_flush_error",
        asked -> {
          asked.flush();
          return success();
        });
  }

  private static ObjectNode success() {
    return JsonNodeFactory.instance.objectNode().put("status", "success");
  }

  private String type() {
    return settings.store() instanceof Store.Redis ? "redis" : "local";
  }
}
