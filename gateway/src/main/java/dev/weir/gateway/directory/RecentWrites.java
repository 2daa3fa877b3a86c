package dev.weir.gateway.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the last writes that were read, so that a writer whose commit got no answer can tell
 * whether it stands. The entries themselves don't tell: another node may have written the same, or
 * have changed them since.
 */
final class RecentWrites {
  /** The record header that carries the id. */
  static final String HEADER = "weir-write";

  private static final int KEPT = 1_000;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Notes the header of a committed record. */
  synchronized void note(byte @Nullable [] header) {
    if (header == null) {
      return;
    }
    ids.add(new String(header, US_ASCII));
    if (ids.size() > KEPT) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized boolean contains(String id) {
    return ids.contains(id);
  }
}
