package dev.weir.standalone;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a user reads when everything runs. Every command works when pasted into a POSIX shell.
 *
 * @param base the gateway's address, without {@code /v1}
 * @param model a model group to try
 */
record Welcome(URI base, MasterKey masterKey, String model, Path log) {

  String text(long startMillis) {
    return """

    Weir is ready (%6$.1f s).

    Base URL     %1$s/v1 for OpenAI's SDKs, %1$s for Anthropic's
    Master key   %2$s

    Make a key with a budget of 5 USD:
      KEY=$(curl -sS %1$s/key/generate -H "Authorization: Bearer %3$s" -H 'Content-Type: application/json' -d '{"max_budget": 5}' | grep -o 'sk-[A-Za-z0-9_-]\\{16,\\}' | head -n 1); echo $KEY
    Call a model with it:
      curl %1$s/v1/chat/completions -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"model": "%4$s", "messages": [{"role": "user", "content": "Hello"}]}'
    See what it has spent:
      curl %1$s/key/info -H "Authorization: Bearer $KEY"

    For people   deploy/weir keys, deploy/weir spend, deploy/weir tail
    Metrics      %1$s/metrics
    Log          %5$s
    Ctrl-C stops everything; the data stays.
    """
        .formatted(base, masterKey.place(), masterKey.shell(), model, log, startMillis / 1000.0);
  }
}
