/** Writes to Redis what budgets have settled; one half of the quota-lease protocol. */
@NullMarked
package dev.weir.accounting.redis;

import org.jspecify.annotations.NullMarked;
