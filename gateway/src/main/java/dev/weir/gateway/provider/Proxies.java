package dev.weir.gateway.provider;

import dev.weir.schemas.config.Secret;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which connections lead through a proxy. Those to this machine never do.
 *
 * @param https for TLS; null: none
 * @param http for all else; null: none
 * @param exempt hosts that are reached without: {@code example.com} with all names below it, {@code
 *     host:port}, or {@code *} for all; lower case
 */
public record Proxies(@Nullable Proxy https, @Nullable Proxy http, List<String> exempt) {
  /** None. */
  public static final Proxies NONE = new Proxies(null, null, List.of());

  public Proxies {
    exempt = List.copyOf(exempt);
  }

  /**
   * An HTTP proxy that makes tunnels ({@code CONNECT}).
   *
   * @param credentials {@code user:password}; null: it asks for none
   */
  public record Proxy(String host, int port, @Nullable Secret credentials) {
    Endpoint endpoint() {
      return new Endpoint(host, port, false);
    }
  }

  /** The proxy on the way there; null: none. */
  @Nullable Proxy to(Endpoint endpoint) {
    Proxy proxy = endpoint.tls() ? https : http;
    return proxy == null
            || isHere(endpoint.host())
            || exempt.stream().anyMatch(it -> names(it, endpoint))
        ? null
        : proxy;
  }

  private static boolean names(String exempt, Endpoint endpoint) {
    String host = endpoint.host();
    String name = exempt.startsWith(".") ? exempt.substring(1) : exempt;
    return exempt.equals("*")
        || host.equals(name)
        || host.endsWith("." + name)
        || endpoint.toString().equals(name);
  }

  private static boolean isHere(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
