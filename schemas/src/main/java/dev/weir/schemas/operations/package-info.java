/** What every service shows to those who operate it: a page for Prometheus, and probes. */
@NullMarked
package dev.weir.schemas.operations;

import org.jspecify.annotations.NullMarked;
