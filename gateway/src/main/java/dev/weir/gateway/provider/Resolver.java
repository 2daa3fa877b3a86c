package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Looks hosts up, within a deadline. The system's own patience with a name server that is silent is
 * tens of seconds, in a call that can't be interrupted and holds its carrier thread: on two cores
 * two such calls would stop the node. So it waits in a platform thread, one for each host.
 */
final class Resolver {
  /** Asks whoever knows, for as long as that takes. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final LongSupplier nanoTime;
  private final Map<String, CompletableFuture<InetAddress[]>> asked = new ConcurrentHashMap<>();

  Resolver(Lookup lookup, LongSupplier nanoTime) {
    this.lookup = lookup;
    this.nanoTime = nanoTime;
  }

  /**
   * The addresses of a host, at least one.
   *
   * @param by deadline on the nanosecond clock
   * @throws ProviderException CONNECTION or TIMEOUT
   */
  InetAddress[] addresses(Endpoint endpoint, long by, Cancellation cancellation)
      throws ProviderException {
    try {
      return new InetAddress[] {InetAddress.ofLiteral(endpoint.host())};
    } catch (IllegalArgumentException _) {
      return named(endpoint, by, cancellation);
    }
  }

  private InetAddress[] named(Endpoint endpoint, long by, Cancellation cancellation)
      throws ProviderException {
    var answer = asked.computeIfAbsent(endpoint.host(), this::ask).copy();
    cancellation.onCancel(() -> answer.cancel(false));
    try {
      return answer.get(by - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ProviderException(Kind.TIMEOUT, "No address of " + endpoint + " in time", e, false);
    } catch (ExecutionException | CancellationException e) {
      throw new ProviderException(Kind.CONNECTION, endpoint + " has no known address", e, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          Kind.CONNECTION, "The call to " + endpoint + " was interrupted", e, false);
    }
  }

  private CompletableFuture<InetAddress[]> ask(String host) {
    var answer = new CompletableFuture<InetAddress[]>();
    Thread.ofPlatform()
        .daemon()
        .name("resolve-" + host)
        .start(() -> {
          try {
            answer.complete(lookup.addresses(host));
          } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
          } finally {
            asked.remove(host, answer);
          }
        });
    return answer;
  }
}
