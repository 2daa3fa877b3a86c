/** A receiver of OTLP traces on the loopback interface, for tests of what calls tell. */
@NullMarked
package dev.weir.provider.otlp;

import org.jspecify.annotations.NullMarked;
