/** All of Weir in one JVM on one machine: {@code deploy/up}. */
@NullMarked
package dev.weir.standalone;

import org.jspecify.annotations.NullMarked;
