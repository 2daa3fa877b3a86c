/** What services tell each other: the records that stand in topics, and their JSON. */
@NullMarked
package dev.weir.schemas.events;

import org.jspecify.annotations.NullMarked;
