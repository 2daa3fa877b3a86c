/**
 * A scripted provider: speaks OpenAI, Azure OpenAI and Anthropic on the loopback interface, decides
 * its own token counts, and keeps the ledger that Weir's is compared with.
 *
 * <pre>{@code
 * try (ScriptedProvider provider = ScriptedProvider.start(Script.seeded(7))) {
 *   String openAiBase = provider.baseUri() + "/v1";
 *   provider.next("gpt-4o", 2, Behaviour.Refuse.status(500));
 *   // ... calls ...
 *   List<Bill> bills = provider.ledger();
 * }
 * }</pre>
 */
@NullMarked
package dev.weir.provider;

import org.jspecify.annotations.NullMarked;
