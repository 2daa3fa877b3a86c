/**
 * What goes over the wire: JSON, server-sent events, requests, usage and errors of both protocols.
 */
@NullMarked
package dev.weir.gateway.api;

import org.jspecify.annotations.NullMarked;
