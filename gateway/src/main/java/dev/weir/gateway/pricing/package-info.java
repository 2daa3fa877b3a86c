/** What models cost. */
@NullMarked
package dev.weir.gateway.pricing;

import org.jspecify.annotations.NullMarked;
