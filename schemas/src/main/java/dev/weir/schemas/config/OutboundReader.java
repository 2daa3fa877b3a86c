package dev.weir.schemas.config;

import dev.weir.schemas.config.WeirSettings.Outbound;
import dev.weir.schemas.config.WeirSettings.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how providers are reached: {@code weir.outbound}, else the variables that programs share
 * ({@code HTTPS_PROXY}, {@code SSL_CERT_FILE}) and LiteLLM's {@code ssl_verify}.
 */
final class OutboundReader {
  private static final String PROXY = "`http://host:port`, with `user:password@` if need be";
  private static final int DEFAULT_PORT = 3128;

  private final Section outbound;
  private final Findings findings;

  OutboundReader(Section outbound, Findings findings) {
    this.outbound = outbound;
    this.findings = findings;
  }

  Outbound read(Setting sslVerify) {
    Setting own = outbound.atOrVariable("ca-file");
    Path authority = file(own);
    Path verify = sslVerify(sslVerify);
    var settings =
        new Outbound(
            proxy("https-proxy", "HTTPS_PROXY"),
            proxy("http-proxy", "HTTP_PROXY"),
            exempt(),
            authority != null || own.present() ? authority : orVariable(verify));
    outbound.refuseOthers();
    return settings;
  }

  private @Nullable Path orVariable(@Nullable Path verify) {
    return verify != null ? verify : file(shared("SSL_CERT_FILE"));
  }

  private static @Nullable Path file(Setting setting) {
    return setting.parsed("a file of PEM certificates", WeirReader::path);
  }

  /** LiteLLM: true, false, or the file of a CA. */
  private static @Nullable Path sslVerify(Setting setting) {
    String text = setting.parsed("true, false or a file", it -> it);
    Boolean flag = text == null ? null : YamlNumbers.flag(text);
    if (flag == null) {
      return text == null ? null : file(setting);
    }
    if (!flag) {
      setting.warn("ignored: certificates are always checked; name the file of your CA instead");
    }
    return null;
  }

  private @Nullable Proxy proxy(String key, String variable) {
    Setting own = outbound.atOrVariable(key);
    return (own.present() ? own : shared(variable)).parsed(PROXY, OutboundReader::proxy);
  }

  private static @Nullable Proxy proxy(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      String host = uri.getHost();
      if (host == null || !"http".equals(uri.getScheme())) {
        return null;
      }
      String user = uri.getUserInfo();
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      return new Proxy(host, port, user == null ? null : new Secret(user));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private List<String> exempt() {
    Setting own = outbound.atOrVariable("no-proxy");
    return (own.present() ? own : shared("NO_PROXY"))
        .texts().stream()
            .flatMap(it -> Stream.of(it.split(",")))
            .map(it -> it.strip().toLowerCase(Locale.ROOT))
            .filter(it -> !it.isEmpty())
            .toList();
  }

  /** A variable that other programs know too, in capitals or not. */
  private Setting shared(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String used =
        findings.variable(name) == null && findings.variable(lower) != null ? lower : name;
    String value = findings.variable(used);
    Place place = Place.variable(used);
    return new Setting(
        findings,
        outbound.path(),
        place,
        value == null ? null : new YamlValue.Scalar(place, YamlValue.Kind.TEXT, value));
  }
}
