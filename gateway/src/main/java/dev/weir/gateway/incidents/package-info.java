/** Tells the incident topic what this node sees. */
@NullMarked
package dev.weir.gateway.incidents;

import org.jspecify.annotations.NullMarked;
