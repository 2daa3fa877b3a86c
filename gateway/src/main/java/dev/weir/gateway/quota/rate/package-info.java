/** Holds calls to requests and tokens a minute, and to so many at the same time, over all nodes. */
@NullMarked
package dev.weir.gateway.quota.rate;

import org.jspecify.annotations.NullMarked;
