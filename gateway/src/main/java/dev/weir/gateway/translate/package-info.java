/**
 * From the client's protocol to the provider's and back; forwards bytes where both are the same.
 */
@NullMarked
package dev.weir.gateway.translate;

import org.jspecify.annotations.NullMarked;
