/** The edge: routes, headers and error bodies as clients know them. */
@NullMarked
package dev.weir.gateway.http;

import org.jspecify.annotations.NullMarked;
