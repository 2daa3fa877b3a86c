/** The configuration file that all services read: LiteLLM's, with a section of our own. */
@NullMarked
package dev.weir.schemas.config;

import org.jspecify.annotations.NullMarked;
