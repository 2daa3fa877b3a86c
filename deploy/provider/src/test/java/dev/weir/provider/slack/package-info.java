/** Tests of the fake Slack. */
@NullMarked
package dev.weir.provider.slack;

import org.jspecify.annotations.NullMarked;
