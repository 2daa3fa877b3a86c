package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;

/** How an answer goes. */
sealed interface Course {

  Course SMOOTH = new Smooth();

  /** As it should. */
  record Smooth() implements Course {}

  /** Wrong after so many words. */
  record Breaking(Break how, int words) implements Course {}

  /** Into an error event after so many words. */
  record Failing(int words, Refuse error) implements Course {}
}
