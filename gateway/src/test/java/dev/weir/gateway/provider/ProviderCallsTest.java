package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {
  @Test
  void callsOpenAi() {
    assertThat(head(Provider.OPENAI, "https://api.openai.com/v1", null, Map.of(), Map.of()))
        .isEqualTo(
            """
            POST /v1/chat/completions HTTP/1.1
            host: api.openai.com
            content-type: application/json
            accept: application/json
            accept-encoding: identity
            user-agent: weir
            authorization: Bearer sk-secret
            content-length: 2

            """);
  }

  @Test
  void callsAzure() {
    assertThat(head(Provider.AZURE, "https://x.openai.azure.com", "2024-02-01", Map.of(), Map.of()))
        .contains("POST /openai/deployments/a%20model%2F1/chat/completions?api-version=2024-02-01 ")
        .contains("api-key: sk-secret\n")
        .doesNotContain("authorization");
  }

  @Test
  void asksOpenAiAndAzureForEmbeddings() {
    assertThat(
            head(
                Mode.EMBEDDING,
                Provider.OPENAI,
                "https://api.openai.com/v1",
                null,
                Map.of(),
                Map.of()))
        .startsWith("POST /v1/embeddings HTTP/1.1\n");
    assertThat(
            head(
                Mode.EMBEDDING,
                Provider.AZURE,
                "https://x.openai.azure.com",
                "2024-02-01",
                Map.of(),
                Map.of()))
        .startsWith(
            "POST /openai/deployments/a%20model%2F1/embeddings?api-version=2024-02-01 HTTP/1.1\n");
  }

  @Test
  void callsAnthropic_withTheClientsVersionAndBetas() {
    String plain = head(Provider.ANTHROPIC, "http://[::1]:8080", null, Map.of(), Map.of());
    String own =
        head(
            Provider.ANTHROPIC,
            "https://api.anthropic.com/v1",
            null,
            Map.of(),
            Map.of("anthropic-version", "2024-01-01", "anthropic-beta", "b1,b2", "cookie", "c"));

    assertThat(plain)
        .contains("POST /v1/messages HTTP/1.1\nhost: [::1]:8080\n")
        .contains("x-api-key: sk-secret\nanthropic-version: 2023-06-01\n");
    assertThat(own)
        .contains("POST /v1/messages HTTP/1.1\n")
        .contains("anthropic-version: 2024-01-01\nanthropic-beta: b1,b2\n")
        .doesNotContain("cookie");
  }

  @Test
  void addsTheOperatorsHeaders_whichWin() {
    assertThat(
            head(
                Provider.OPENAI,
                "http://h/v1",
                null,
                Map.of("X-Team", "a", "Authorization", "Basic x"),
                Map.of()))
        .contains("x-team: a\n")
        .contains("authorization: Basic x\n")
        .doesNotContain("sk-secret");
  }

  @Test
  void refusesLineBreaks_withoutTellingTheValue() {
    assertThatThrownBy(
            () -> head(Provider.OPENAI, "http://h", null, Map.of("x", "a\r\nb: c"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Control character in x");
  }

  @Test
  void refusesAnAddressWithoutHost() {
    assertThatThrownBy(() -> head(Provider.OPENAI, "ftp://h", null, Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String head(
      Provider provider,
      String base,
      @Nullable String version,
      Map<String, String> extra,
      Map<String, String> client) {
    return head(Mode.CHAT, provider, base, version, extra, client);
  }

  private static String head(
      Mode mode,
      Provider provider,
      String base,
      @Nullable String version,
      Map<String, String> extra,
      Map<String, String> client) {
    Deployment deployment =
        new Deployment(
            "id",
            "group",
            provider,
            "a model/1",
            URI.create(base),
            new Secret("sk-secret\n"),
            version,
            extra,
            null,
            null,
            1);
    return new String(
            ProviderCalls.of(deployment, mode, false, new byte[2], client, null).head(), ISO_8859_1)
        .replace("\r\n", "\n");
  }
}
