/** Kafka inside this JVM and Redis beside it, for one machine: {@code deploy/up} and tests. */
@NullMarked
package dev.weir.embedded;

import org.jspecify.annotations.NullMarked;
