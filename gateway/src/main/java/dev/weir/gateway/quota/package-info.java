/** Holds every attempt to its budgets: a node's side of the quota-lease protocol. */
@NullMarked
package dev.weir.gateway.quota;

import org.jspecify.annotations.NullMarked;
