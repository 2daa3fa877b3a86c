package dev.weir.gateway.quota;

/**
 * What Redis told last about a quota window, in nano-USD.
 *
 * @param answers how many answers there were
 * @param at when, by the nanosecond clock
 * @param othersSpent finished attempts of all other epochs
 * @param used spent, held and leased, by all
 * @param over whether the window is not open by Redis' clock
 */
record Knowledge(long answers, long at, long othersSpent, long used, boolean over) {
  static final Knowledge NONE = new Knowledge(0, 0, 0, 0, false);
}
