package dev.weir.schemas.events;

/**
 * Where an attempt went.
 *
 * @param group the model group that served
 * @param deployment id of the deployment
 * @param provider such as {@code openai}
 * @param model the provider's name of the model
 */
public record Route(String group, String deployment, String provider, String model) {}
