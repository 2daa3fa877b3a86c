package dev.weir.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Another running process has the journal. */
public final class JournalInUseException extends IOException {
  private static final long serialVersionUID = 1;

  JournalInUseException(Path directory) {
    super(
        "the journal in "
            + directory
            + " is in use by another running gateway: each needs its own weir.data-dir");
  }
}
