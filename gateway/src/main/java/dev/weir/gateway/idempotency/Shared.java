package dev.weir.gateway.idempotency;

/** What the nodes know together about a call. */
sealed interface Shared {
  /** It is this node's to make. */
  record Ours() implements Shared {}

  /** Another node makes it. */
  record Running() implements Shared {}

  /** It was made. */
  record Done(Answer answer) implements Shared {}

  /** It was made; its answer was too large. */
  record NotKept() implements Shared {}

  /** The key was used for another request. */
  record Different() implements Shared {}

  /** Nobody knows of it. */
  record Unknown() implements Shared {}

  /** Nobody can say: this node is on its own. */
  record Away() implements Shared {}
}
