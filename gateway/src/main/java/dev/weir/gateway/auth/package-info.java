/** Who calls, and what they may use: from memory, without I/O. */
@NullMarked
package dev.weir.gateway.auth;

import org.jspecify.annotations.NullMarked;
