/** The folds on Kafka Streams: stores, processors and the topology. */
@NullMarked
package dev.weir.accounting.topology;

import org.jspecify.annotations.NullMarked;
