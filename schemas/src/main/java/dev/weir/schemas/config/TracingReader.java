package dev.weir.schemas.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.config.TracingSettings.Kind;
import dev.weir.schemas.config.TracingSettings.Receiver;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is told of calls. Where credentials and addresses are not in the file but in LiteLLM's,
 * Langfuse's and OpenTelemetry's environment variables, a missing one is a warning: a callback must
 * not keep the gateway from starting.
 */
final class TracingReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String TRACES = "/v1/traces";
  private static final Set<String> HTTP = Set.of("http/protobuf", "otlp_http");

  private final Findings findings;
  private final Section litellm;
  private final Section callbackSettings;

  /** In which lists a callback is. */
  private record Told(Setting first, boolean success, boolean failure) {
    Told and(Told other) {
      return new Told(first, success || other.success, failure || other.failure);
    }
  }

  TracingReader(Findings findings, Section litellm, Section callbackSettings) {
    this.findings = findings;
    this.litellm = litellm;
    this.callbackSettings = callbackSettings;
  }

  TracingSettings read() {
    boolean content = !litellm.at("turn_off_message_logging").flag(false);
    boolean identities = !litellm.at("redact_user_api_key_info").flag(false);
    Setting forward = litellm.at("forward_traceparent_to_llm_provider");
    boolean forwarded = forward.flag(false);
    var receivers = new ArrayList<Receiver>();
    told()
        .forEach((kind, told) -> {
          Receiver receiver =
              switch (kind) {
                case LANGFUSE -> langfuse(told, own(kind) && content);
                case OTEL -> otel(told, own(kind) && content);
              };
          if (receiver != null) {
            receivers.add(receiver);
          }
        });
    // All that may be written there is known, whoever is told.
    for (Kind kind : Kind.values()) {
      own(kind);
    }
    callbackSettings.warnOfOthers(Set.of());
    if (forwarded && receivers.isEmpty()) {
      forward.warn("has no effect without the callback `otel` or `langfuse`");
    }
    return new TracingSettings(receivers, identities, forwarded);
  }

  /** The kind that a callback's name means; null: none. */
  static @Nullable Kind kind(String callback) {
    return switch (callback) {
      case "langfuse", "langfuse_otel" -> Kind.LANGFUSE;
      case "otel" -> Kind.OTEL;
      default -> null;
    };
  }

  private Map<Kind, Told> told() {
    var told = new EnumMap<Kind, Told>(Kind.class);
    collect("success_callback", told, it -> new Told(it, true, false));
    collect("failure_callback", told, it -> new Told(it, false, true));
    collect("callbacks", told, it -> new Told(it, true, true));
    return told;
  }

  private void collect(String list, Map<Kind, Told> told, Function<Setting, Told> as) {
    for (Setting item : litellm.at(list).each("a list of texts")) {
      String written = item.written();
      Kind kind = written == null ? null : kind(written);
      if (kind != null) {
        told.merge(kind, as.apply(item), Told::and);
      }
    }
  }

  private boolean own(Kind kind) {
    Section own = callbackSettings.at(kind.callback()).section();
    boolean content = own.at("message_logging").flag(true);
    own.warnOfOthers(Set.of());
    return content;
  }

  private @Nullable Receiver langfuse(Told told, boolean content) {
    String publicKey = findings.variable("LANGFUSE_PUBLIC_KEY");
    String secretKey = findings.variable("LANGFUSE_SECRET_KEY");
    if (publicKey == null || secretKey == null) {
      String missing = publicKey == null ? "LANGFUSE_PUBLIC_KEY" : "LANGFUSE_SECRET_KEY";
      told.first().warn("callback `langfuse`, but " + missing + " is not set: no traces are sent");
      return null;
    }
    String host =
        first("LANGFUSE_HOST", "LANGFUSE_BASE_URL", "LANGFUSE_BASEURL", "LANGFUSE_OTEL_HOST");
    URI base =
        host == null
            ? URI.create("https://cloud.langfuse.com")
            : url(told.first(), host, "http://");
    if (base == null) {
      return null;
    }
    String credentials =
        Base64.getEncoder().encodeToString((publicKey + ":" + secretKey).getBytes(UTF_8));
    var resource = new LinkedHashMap<>(Map.of("service.name", "weir"));
    put(resource, "langfuse.environment", first("LANGFUSE_TRACING_ENVIRONMENT"));
    put(resource, "langfuse.release", first("LANGFUSE_RELEASE"));
    return new Receiver(
        Kind.LANGFUSE,
        under(base, "/api/public/otel"),
        Map.of(
            "Authorization", new Secret("Basic " + credentials),
            // Without it Langfuse shows what it took up to ten minutes later.
            "x-langfuse-ingestion-version", new Secret("4")),
        TIMEOUT,
        false,
        resource,
        told.success(),
        told.failure(),
        content);
  }

  private @Nullable Receiver otel(Told told, boolean content) {
    String traces = first("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    String general = first("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_ENDPOINT");
    String name = traces == null ? general : traces;
    if (name == null) {
      told.first()
          .warn("callback `otel`, but OTEL_EXPORTER_OTLP_ENDPOINT is not set: no traces are sent");
      return null;
    }
    checkProtocol(told);
    URI endpoint = url(told.first(), name, "");
    Map<String, Secret> headers = headers(told);
    if (endpoint == null) {
      return null;
    }
    String compression =
        value("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION");
    return new Receiver(
        Kind.OTEL,
        traces == null ? under(endpoint, "") : endpoint,
        headers,
        timeout(told),
        "gzip".equals(compression),
        resource(),
        told.success(),
        told.failure(),
        content);
  }

  private void checkProtocol(Told told) {
    String name =
        first("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER");
    if (name != null && !HTTP.contains(findings.variable(name))) {
      told.first()
          .warn(
              name
                  + " is not http/protobuf: traces are sent by OTLP over HTTP all the same, so the"
                  + " endpoint has to take that");
    }
  }

  /** {@code name=value,name=value}, the values percent-encoded (OTLP exporter specification). */
  private Map<String, Secret> headers(Told told) {
    String name =
        first("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_HEADERS");
    var headers = new LinkedHashMap<String, Secret>();
    for (String pair : pairs(name)) {
      int equals = pair.indexOf('=');
      String value = equals < 1 ? null : decoded(pair.substring(equals + 1));
      if (value == null) {
        told.first().error(name + " is wrong; expected name=value pairs, separated by commas");
        return Map.of();
      }
      headers.put(pair.substring(0, equals).strip(), new Secret(value));
    }
    return headers;
  }

  private Map<String, String> resource() {
    var resource = new LinkedHashMap<>(Map.of("service.name", "weir"));
    for (String pair : pairs(first("OTEL_RESOURCE_ATTRIBUTES"))) {
      int equals = pair.indexOf('=');
      String value = equals < 1 ? null : decoded(pair.substring(equals + 1));
      if (value != null) {
        resource.put(pair.substring(0, equals).strip(), value);
      }
    }
    put(resource, "deployment.environment.name", first("OTEL_ENVIRONMENT_NAME"));
    put(resource, "service.name", first("OTEL_SERVICE_NAME"));
    return resource;
  }

  private Duration timeout(Told told) {
    String name = first("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT");
    Long millis = name == null ? null : variable(told.first(), name, "").whole(1L, 600_000L);
    return millis == null ? TIMEOUT : Duration.ofMillis(millis);
  }

  private static URI under(URI base, String path) {
    String root = base.toString();
    return root.endsWith(TRACES) ? base : URI.create(root + path + TRACES);
  }

  /**
   * @param scheme what a host without one gets
   */
  private @Nullable URI url(Setting of, String name, String scheme) {
    String value = findings.variable(name);
    return variable(of, name, value == null || value.contains("://") ? "" : scheme).url();
  }

  /** A variable as a value of that setting; a message names both. */
  private Setting variable(Setting of, String name, String before) {
    Place place = Place.variable(name);
    var text = new YamlValue.Scalar(place, YamlValue.Kind.TEXT, before + findings.variable(name));
    return new Setting(findings, of.path(), place, text);
  }

  private List<String> pairs(@Nullable String name) {
    String value = name == null ? null : findings.variable(name);
    return value == null
        ? List.of()
        : List.of(value.split(",", -1)).stream().filter(it -> !it.isBlank()).toList();
  }

  private static @Nullable String decoded(String value) {
    try {
      return URLDecoder.decode(value.strip().replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void put(Map<String, String> into, String key, @Nullable String variable) {
    String value = variable == null ? null : findings.variable(variable);
    if (value != null) {
      into.put(key, value);
    }
  }

  private @Nullable String value(String... names) {
    String name = first(names);
    return name == null ? null : findings.variable(name);
  }

  /** The first of these variables that is set. */
  private @Nullable String first(String... names) {
    for (String name : names) {
      if (findings.variable(name) != null) {
        return name;
      }
    }
    return null;
  }
}
