package dev.weir.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority that no Java knows, and a certificate for 127.0.0.1 that it signed. */
record TestAuthority(Path folder) {
  static final String PASSWORD = "not-a-secret";

  static TestAuthority make(Path folder) {
    var made = new TestAuthority(folder);
    made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=A test's authority", "-ext", "bc:c");
    made.keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-signer",
        "ca",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1");
    made.write("ca.pem", "CERTIFICATE", made.der("ca"));
    made.write("server.pem", "CERTIFICATE", made.der("server"));
    made.write("server.key", "PRIVATE KEY", made.privateKey());
    return made;
  }

  /** The authority's certificate. */
  Path ca() {
    return folder.resolve("ca.pem");
  }

  Path certificate() {
    return folder.resolve("server.pem");
  }

  Path key() {
    return folder.resolve("server.key");
  }

  private Path store() {
    return folder.resolve("store.p12");
  }

  private void keytool(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool.log").toFile())
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(Files.readString(folder.resolve("keytool.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private byte[] der(String alias) {
    return open(store -> store.getCertificate(alias).getEncoded());
  }

  private byte[] privateKey() {
    return open(store -> store.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  private interface Reading {
    byte[] of(KeyStore store) throws GeneralSecurityException;
  }

  private byte[] open(Reading reading) {
    try (InputStream in = Files.newInputStream(store())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return reading.of(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String name, String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    try {
      Files.writeString(
          folder.resolve(name),
          "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, base64, kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
