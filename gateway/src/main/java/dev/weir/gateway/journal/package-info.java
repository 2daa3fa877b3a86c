/** The ledger's side of a node: a journal on disk, and the sender that ships it to Kafka. */
@NullMarked
package dev.weir.gateway.journal;

import org.jspecify.annotations.NullMarked;
