/** Tests of the small HTTP server. */
@NullMarked
package dev.weir.provider.http;

import org.jspecify.annotations.NullMarked;
