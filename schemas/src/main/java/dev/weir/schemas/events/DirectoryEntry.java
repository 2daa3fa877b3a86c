package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A record of {@code weir.directory.v1}: a key, a team or a user as last written. The record's
 * Kafka key is {@link #recordKey}; a null value (tombstone) means deleted.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KeyEntry.class, name = "key"),
  @JsonSubTypes.Type(value = TeamEntry.class, name = "team"),
  @JsonSubTypes.Type(value = UserEntry.class, name = "user")
})
public sealed interface DirectoryEntry permits KeyEntry, TeamEntry, UserEntry {
  /** The id: a key's hash, a team's or a user's id. */
  String id();

  /** Grows by one at each write of this entry. */
  long version();

  /** Kafka key: kind and id. */
  String recordKey();
}
