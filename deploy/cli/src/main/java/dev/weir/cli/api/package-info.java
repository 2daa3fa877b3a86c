/** The gateway's key, team and user API, from the outside. */
@NullMarked
package dev.weir.cli.api;

import org.jspecify.annotations.NullMarked;
