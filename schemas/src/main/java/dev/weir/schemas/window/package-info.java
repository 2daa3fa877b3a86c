/** Budget windows: calendar periods by which a budget is counted. */
@NullMarked
package dev.weir.schemas.window;

import org.jspecify.annotations.NullMarked;
