/** The whole system: real processes, Kafka and Redis, official SDKs, a provider with a ledger. */
@NullMarked
package dev.weir.e2e;

import org.jspecify.annotations.NullMarked;
