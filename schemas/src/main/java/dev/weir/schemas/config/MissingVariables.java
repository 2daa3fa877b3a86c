package dev.weir.schemas.config;

/** What to do with an {@code os.environ/NAME} whose variable is not set, or empty. */
public enum MissingVariables {
  /** It is an error that names the variable. */
  REFUSE,
  /**
   * As {@link #REFUSE}, but a variable that only the gateway uses (of a deployment, a credential or
   * the master key) is collected: for services that never call a provider and should not be given
   * its keys.
   */
  REFUSE_SHARED,
  /**
   * The setting counts as not set and the variable is listed in {@link LoadResult.Loaded#missing},
   * for a caller that can supply a substitute and load again.
   */
  COLLECT
}
