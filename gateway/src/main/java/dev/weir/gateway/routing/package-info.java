/** Which deployment is tried next: pure decisions, no I/O, no clock. */
@NullMarked
package dev.weir.gateway.routing;

import org.jspecify.annotations.NullMarked;
