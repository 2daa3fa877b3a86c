/** From the configuration file, and the command line, to what the stages work with. */
@NullMarked
package dev.weir.gateway.config;

import org.jspecify.annotations.NullMarked;
