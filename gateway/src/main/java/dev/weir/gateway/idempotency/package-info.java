/** Answers that are given again: a client's retry under the same Idempotency-Key is one call. */
@NullMarked
package dev.weir.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
