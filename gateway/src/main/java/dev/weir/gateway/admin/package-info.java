/** The key and team API, free of any HTTP server's types. */
@NullMarked
package dev.weir.gateway.admin;

import org.jspecify.annotations.NullMarked;
