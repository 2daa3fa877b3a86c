package dev.weir.gateway.provider;

import java.net.URI;
import java.util.Locale;

/** Where a connection leads. Connections of one endpoint are interchangeable. */
record Endpoint(String host, int port, boolean tls) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static Endpoint of(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (host == null || (!"http".equals(scheme) && !"https".equals(scheme))) {
      throw new IllegalArgumentException("An http or https URL with a host is needed");
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS : HTTP;
    return new Endpoint(bare(host.toLowerCase(Locale.ROOT)), port, tls);
  }

  /** As the Host header names it. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
