package dev.weir.gateway.journal;

/** A place in the journal: a byte offset in the segment that begins with the seq. */
record Position(long base, long offset) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    int bases = Long.compare(base, other.base);
    return bases != 0 ? bases : Long.compare(offset, other.offset);
  }
}
