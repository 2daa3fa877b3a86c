/** What the gateway counts, under the names that dashboards for LiteLLM use. */
@NullMarked
package dev.weir.gateway.metrics;

import org.jspecify.annotations.NullMarked;
