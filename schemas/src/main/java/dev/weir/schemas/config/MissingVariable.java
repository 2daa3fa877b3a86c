package dev.weir.schemas.config;

/**
 * A variable that a used setting refers to and that is not set.
 *
 * @param path the setting that refers to it, such as {@code model_list[0].litellm_params.api_key}
 */
public record MissingVariable(String name, Place place, String path) {}
