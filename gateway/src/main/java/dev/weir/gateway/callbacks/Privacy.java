package dev.weir.gateway.callbacks;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.pipeline.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether prompt and answer of a call may be told, as far as that can be seen without reading its
 * body. Anybody can forbid it, nobody can allow what somebody else forbids: unlike in LiteLLM there
 * is no header that turns redaction off.
 *
 * @param content whether any receiver wants it
 */
record Privacy(boolean content) {
  private static final String SETTING = "turn_off_message_logging";
  private static final String DISABLED = "litellm_disabled_callbacks";

  private static final List<String> REDACT =
      List.of("x-litellm-enable-message-redaction", "litellm-enable-message-redaction");
  private static final String DISABLE = "x-litellm-disable-callbacks";

  /** The headers by which a request keeps its content back, or callbacks from it. */
  static final List<String> HEADERS = List.of(REDACT.getFirst(), REDACT.getLast(), DISABLE);

  boolean allowsContent(Call call) {
    return content
        && REDACT.stream().noneMatch(it -> isTrue(call.headers().get(it)))
        && owners(call.caller()).noneMatch(Privacy::forbids);
  }

  /** The callbacks that must not be told of a call, in lower case. */
  static Set<String> disabled(Call call) {
    String header = call.headers().getOrDefault(DISABLE, "");
    Stream<String> own =
        owners(call.caller())
            .flatMap(it -> it.get(DISABLED) instanceof List<?> names ? names.stream() : Stream.of())
            .map(String::valueOf);
    return Stream.concat(Stream.of(header.split(",", -1)), own)
        .map(it -> it.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Map<String, Object>> owners(Caller caller) {
    return switch (caller) {
      case Caller.Master _ -> Stream.of();
      case Caller.VirtualKey key ->
          key.team() == null
              ? Stream.of(key.key().metadata())
              : Stream.of(key.key().metadata(), key.team().metadata());
    };
  }

  /** By itself, or as LiteLLM has it, among the variables of the key's own callbacks. */
  private static boolean forbids(Map<String, Object> metadata) {
    return isTrue(metadata.get(SETTING))
        || (metadata.get("logging") instanceof List<?> callbacks
            && callbacks.stream().anyMatch(Privacy::forbids));
  }

  private static boolean forbids(@Nullable Object callback) {
    return callback instanceof Map<?, ?> map
        && map.get("callback_vars") instanceof Map<?, ?> variables
        && isTrue(variables.get(SETTING));
  }

  private static boolean isTrue(@Nullable Object value) {
    return value != null && value.toString().equalsIgnoreCase("true");
  }
}
