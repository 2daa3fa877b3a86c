package dev.weir.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final Proxies.Proxy SECURE = new Proxies.Proxy("proxy", 1, null);
  private static final Proxies.Proxy PLAIN = new Proxies.Proxy("proxy", 2, null);
  private static final Proxies BOTH =
      new Proxies(SECURE, PLAIN, List.of("example.com", ".corp", "api.test:8443"));

  @Test
  void choosesByTls() {
    assertThat(BOTH.to(new Endpoint("api.openai.com", 443, true))).isEqualTo(SECURE);
    assertThat(BOTH.to(new Endpoint("api.openai.com", 80, false))).isEqualTo(PLAIN);
    assertThat(Proxies.NONE.to(new Endpoint("api.openai.com", 443, true))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "a.example.com", "vllm.corp", "corp", "localhost"})
  void passesByNamesThatAreExempt(String host) {
    assertThat(BOTH.to(new Endpoint(host, 443, true))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notexample.com", "example.com.evil", "api.test", "127.0.0.1.nip.io"})
  void takesOtherNamesThrough(String host) {
    assertThat(BOTH.to(new Endpoint(host, 443, true))).isEqualTo(SECURE);
  }

  @Test
  void knowsPortsLoopbackAndTheStar() {
    assertThat(BOTH.to(new Endpoint("api.test", 8443, true))).isNull();
    assertThat(BOTH.to(new Endpoint("127.0.0.1", 443, true))).isNull();
    assertThat(BOTH.to(new Endpoint("::1", 443, true))).isNull();
    assertThat(
            new Proxies(SECURE, null, List.of("*")).to(new Endpoint("api.openai.com", 443, true)))
        .isNull();
  }
}
