/** JUnit extensions that give tests a real Kafka and a real Redis, by address only. */
@NullMarked
package dev.weir.testkit;

import org.jspecify.annotations.NullMarked;
