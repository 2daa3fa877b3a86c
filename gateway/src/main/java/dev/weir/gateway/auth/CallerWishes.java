package dev.weir.gateway.auth;

import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.StreamRecovery;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wanted for all calls of a caller; in the metadata of its key, or its team. */
public final class CallerWishes {
  /** What becomes of streams that break off: {@code continue} or {@code off}. */
  public static final String RECOVERY = "stream_recovery";

  /** Where deployments have to run. */
  public static final String REGION = "allowed_model_region";

  private CallerWishes() {}

  /** As the key says, else its team; null: neither does, so it is as the model group says. */
  public static @Nullable StreamRecovery recovery(Caller caller) {
    return texts(caller, RECOVERY).map(StreamRecovery::of).findFirst().orElse(null);
  }

  /** Of key and team; both hold. */
  public static List<String> regions(Caller caller) {
    return texts(caller, REGION).distinct().toList();
  }

  /** The key's before its team's. */
  private static Stream<String> texts(Caller caller, String field) {
    return switch (caller) {
      case Caller.Master _ -> Stream.empty();
      case Caller.VirtualKey it ->
          Stream.of(it.key().metadata(), it.team() == null ? Map.of() : it.team().metadata())
              .map(metadata -> metadata.get(field))
              .filter(String.class::isInstance)
              .map(String.class::cast);
    };
  }
}
