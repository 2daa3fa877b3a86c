/** Weir's topics in Kafka, to read. */
@NullMarked
package dev.weir.cli.ledger;

import org.jspecify.annotations.NullMarked;
