package dev.weir.gateway.app;

import dev.weir.schemas.config.LoadResult;

/** Where a node has its configuration from, to be read again at any time. */
@FunctionalInterface
public interface ConfigSource {
  /** Reads it as it is now. */
  LoadResult read();
}
