/** Topic names, serdes and settings. */
@NullMarked
package dev.weir.schemas.topics;

import org.jspecify.annotations.NullMarked;
