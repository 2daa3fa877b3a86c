package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's events leave open: an epoch, and attempts. Each segment begins with a copy of
 * it, so a segment can be deleted without a look at what started in it, and a restart has to read
 * the last one only. Guarded by the journal's lock.
 */
final class OpenWork {
  /** What a finish may be longer than its start, with room to spare. */
  static final int FINISH_EXTRA_BYTES = 4096;

  private final Map<String, Started> attempts = new LinkedHashMap<>();
  private @Nullable EpochOpened epoch;
  private long reservedBytes;

  private record Started(AttemptStarted event, long reservedBytes) {}

  /**
   * Takes an event in, in the order of the journal.
   *
   * @param bytes its record's size
   */
  void apply(LogEvent event, int bytes) {
    switch (event) {
      case EpochOpened opened -> epoch = opened;
      case EpochClosed _ -> epoch = null;
      case EpochAbandoned _ -> {} // of another journal
      case AttemptStarted started -> {
        long reserved = reserve(bytes);
        attempts.put(started.attempt(), new Started(started, reserved));
        reservedBytes += reserved;
      }
      case AttemptFinished finished -> {
        Started started = attempts.remove(finished.attempt());
        if (started != null) {
          reservedBytes -= started.reservedBytes;
        }
      }
    }
  }

  /** Room to keep for a start of that size: its finish, and its copy in the next segment. */
  static long reserve(int bytes) {
    return 2L * bytes + FINISH_EXTRA_BYTES;
  }

  long reservedBytes() {
    return reservedBytes;
  }

  @Nullable EpochOpened epoch() {
    return epoch;
  }

  boolean has(String attempt) {
    return attempts.containsKey(attempt);
  }

  int size() {
    return attempts.size();
  }

  /** The open attempts, oldest first. */
  List<AttemptStarted> attempts() {
    return attempts.values().stream().map(Started::event).toList();
  }

  /** The events that stand for all of it: the epoch's opening, then the attempts. */
  List<LogEvent> events() {
    var events = new ArrayList<LogEvent>();
    if (epoch != null) {
      events.add(epoch);
    }
    events.addAll(attempts());
    return events;
  }
}
