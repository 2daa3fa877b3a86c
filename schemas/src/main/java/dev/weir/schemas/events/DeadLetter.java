package dev.weir.schemas.events;

/**
 * A record that could not be read.
 *
 * @param topic where it stood, with partition and offset
 * @param payloadBase64 its raw bytes
 * @param reason why, for people
 */
public record DeadLetter(
    String topic, int partition, long offset, String payloadBase64, String reason) {}
