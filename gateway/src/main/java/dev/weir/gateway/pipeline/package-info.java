/** One call's life: plan, then hold, journal, call and settle per attempt. Knows all stages. */
@NullMarked
package dev.weir.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
