package dev.weir.gateway.routing;

/**
 * What a deployment did in the last minute.
 *
 * @param requests that were sent to it
 * @param tokens read and written
 */
public record Usage(long requests, long tokens) {
  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0);
}
