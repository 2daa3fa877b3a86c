package dev.weir.gateway.app;

import dev.weir.gateway.provider.HttpProviderClient;
import dev.weir.gateway.provider.Proxies;
import dev.weir.schemas.config.TrustedCertificates;
import dev.weir.schemas.config.WeirSettings;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The client that calls providers, as the configuration has the way out. */
final class Outbound {
  private Outbound() {}

  /** Started. */
  static HttpProviderClient client(WeirSettings.Outbound outbound) throws IOException {
    return HttpProviderClient.start(System::nanoTime, tls(outbound), proxies(outbound));
  }

  private static SSLContext tls(WeirSettings.Outbound outbound) throws IOException {
    try {
      return outbound.caFile() == null
          ? SSLContext.getDefault()
          : TrustedCertificates.withSystems(outbound.caFile());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  private static Proxies proxies(WeirSettings.Outbound outbound) {
    return new Proxies(
        proxy(outbound.httpsProxy()), proxy(outbound.httpProxy()), outbound.noProxy());
  }

  private static Proxies.@Nullable Proxy proxy(WeirSettings.@Nullable Proxy it) {
    return it == null ? null : new Proxies.Proxy(it.host(), it.port(), it.credentials());
  }
}
