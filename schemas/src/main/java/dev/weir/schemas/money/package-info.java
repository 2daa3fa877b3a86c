/** Money: integer nano-USD, and prices in pico-USD. */
@NullMarked
package dev.weir.schemas.money;

import org.jspecify.annotations.NullMarked;
