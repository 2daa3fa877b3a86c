/** The gateway process, put together by hand. */
@NullMarked
package dev.weir.gateway.app;

import org.jspecify.annotations.NullMarked;
