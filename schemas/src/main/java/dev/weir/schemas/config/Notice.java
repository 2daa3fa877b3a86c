package dev.weir.schemas.config;

/**
 * One thing to say about a configuration: an error or a warning. It never holds a secret's value.
 *
 * @param path the setting, such as {@code model_list[3].litellm_params.rpm}; empty when the notice
 *     is about the whole file
 */
public record Notice(Place place, String path, String text) {
  /**
   * One line, such as {@code config.yaml:12: model_list[0].litellm_params.rpm: found `fast`,
   * expected a whole number of at least 1}.
   */
  @Override
  public String toString() {
    return place + ": " + (path.isEmpty() ? "" : path + ": ") + text;
  }
}
