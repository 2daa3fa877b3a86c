package dev.weir.schemas.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates in a PEM file, for clients that trust what they have signed. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * These certificates, and nothing else, as a trust store.
   *
   * @throws IOException if the file can't be read or holds no certificate; the message names it
   */
  public static byte[] pkcs12(Path pem, String password) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      store(read(pem)).store(bytes, password.toCharArray());
      return bytes.toByteArray();
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /**
   * Trusts what the system's Java trusts, and what these certificates have signed.
   *
   * @throws IOException as {@link #pkcs12}
   */
  public static SSLContext withSystems(Path pem) throws IOException {
    var all = new ArrayList<Certificate>(read(pem));
    try {
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager x509) {
          all.addAll(List.<X509Certificate>of(x509.getAcceptedIssuers()));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("the system's certificates can't be read", e);
    }
    return context(all);
  }

  private static Collection<? extends Certificate> read(Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException(pem + " holds no certificate");
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new IOException(pem + " is not a file of PEM certificates", e);
    }
  }

  private static SSLContext context(Collection<? extends Certificate> trusted) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store(trusted)), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static KeyStore store(Collection<? extends Certificate> trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : trusted) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  private static IOException unusable(GeneralSecurityException e) {
    return new IOException("certificates can't be used", e);
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
