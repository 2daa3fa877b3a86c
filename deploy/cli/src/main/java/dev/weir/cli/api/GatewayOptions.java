package dev.weir.cli.api;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which gateway is asked, and by whom. */
public final class GatewayOptions {
  private static final String USUAL = "http://localhost:4000";

  private final Surroundings surroundings;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The gateway (else WEIR_URL, else " + USUAL + ").")
  private @Nullable String url;

  @Option(
      names = "--key-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "A file with the master key, or an admin's (else WEIR_MASTER_KEY or LITELLM_MASTER_KEY;"
              + " for a gateway on this machine also that of deploy/up).")
  private @Nullable Path keyFile;

  /** Nothing chosen yet. */
  public GatewayOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The gateway to ask.
   *
   * @throws CommandFailure if the address is none, or no key is there
   */
  public Gateway gateway() {
    URI base = base();
    return new HttpGateway(
        base, MasterKey.find(keyFile, base, surroundings), surroundings.terminal());
  }

  private URI base() {
    String given = url == null ? surroundings.variable("WEIR_URL") : url;
    String text = (given == null ? USUAL : given).replaceAll("(?<=[^/:])/+$", "");
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new CommandFailure(
        ExitStatus.USAGE, "`" + text + "` is no address of a gateway, such as " + USUAL);
  }
}
