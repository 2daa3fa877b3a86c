/** HTTP calls to providers: connections, deadlines, cancelling. */
@NullMarked
package dev.weir.gateway.provider;

import org.jspecify.annotations.NullMarked;
