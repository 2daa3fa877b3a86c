/** Keys and teams: the topic followed into memory, and its one writer at a time. */
@NullMarked
package dev.weir.gateway.directory;

import org.jspecify.annotations.NullMarked;
