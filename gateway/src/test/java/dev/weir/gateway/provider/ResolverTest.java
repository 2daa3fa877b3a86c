package dev.weir.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Failure.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ResolverTest {
  private static final Endpoint NAMED = Endpoint.of(URI.create("http://provider.test:8080"));
  private static final InetAddress[] FOUND = {InetAddress.ofLiteral("192.0.2.7")};
  private static final long AGES = 20_000_000_000L;

  private final AtomicInteger lookups = new AtomicInteger();
  private final CountDownLatch silence = new CountDownLatch(1);

  @Test
  void asksNobody_whereTheHostIsAnAddress() throws Exception {
    for (String host : new String[] {"192.0.2.7", "[2001:db8::7]"}) {
      Endpoint endpoint = Endpoint.of(URI.create("http://" + host));

      assertThat(resolver(this::answer).addresses(endpoint, AGES, new Cancellation())).hasSize(1);
    }
    assertThat(lookups).hasValue(0);
  }

  @Test
  void givesUpAtTheDeadline_whenTheNameServerIsSilent() {
    Resolver resolver = resolver(this::keepSilent);

    for (int i = 0; i < 3; i++) {
      ProviderException failed = failure(resolver, 1_000_000, new Cancellation());

      assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failed.sent()).isFalse();
    }
    // Its thread may begin after all have given up.
    await()
        .untilAsserted(
            () -> assertThat(lookups).as("one for the host, however many wait").hasValue(1));
    silence.countDown();
  }

  @Test
  void endsAtOnce_whenTheCallIsCancelled() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();

    ProviderException failed = failure(resolver(this::keepSilent), AGES, cancelled);

    silence.countDown();
    assertThat(failed.failure().kind()).isEqualTo(Kind.CONNECTION);
  }

  @Test
  void asksAgain_afterAnAnswerOrAFailure() throws Exception {
    Resolver resolver = resolver(this::answer);
    assertThat(failure(resolver, AGES, new Cancellation()).failure().kind())
        .isEqualTo(Kind.CONNECTION);

    InetAddress[] found = null;
    while (found == null) { // The first lookup's thread may still be leaving.
      try {
        found = resolver.addresses(NAMED, AGES, new Cancellation());
      } catch (ProviderException e) {
        assertThat(lookups).hasValue(1);
      }
    }
    assertThat(found).isEqualTo(FOUND);
  }

  private static Resolver resolver(Resolver.Lookup lookup) {
    return new Resolver(lookup, () -> 0);
  }

  private static ProviderException failure(Resolver resolver, long by, Cancellation cancellation) {
    return catchThrowableOfType(
        ProviderException.class, () -> resolver.addresses(NAMED, by, cancellation));
  }

  /** Knows the host from the second time on. */
  private InetAddress[] answer(String host) throws UnknownHostException {
    if (lookups.incrementAndGet() == 1) {
      throw new UnknownHostException(host);
    }
    return FOUND;
  }

  private InetAddress[] keepSilent(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }
}
