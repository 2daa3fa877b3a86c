/** Names of Redis keys, and the layout of what stands under them. */
@NullMarked
package dev.weir.schemas.redis;

import org.jspecify.annotations.NullMarked;
