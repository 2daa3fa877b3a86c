/** The smallest HTTP/1.1 server that can also misbehave: hang, cut a stream, see a client leave. */
@NullMarked
package dev.weir.provider.http;

import org.jspecify.annotations.NullMarked;
