package dev.weir.schemas.events;

/**
 * A record that could not be read.
 *
 * @param topic where it stood, with partition and offset
 * @param payload its raw bytes (base64 in JSON)
 * @param reason why, for people
 */
public record DeadLetter(String topic, int partition, long offset, byte[] payload, String reason) {}
