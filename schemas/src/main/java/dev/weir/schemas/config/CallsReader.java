package dev.weir.schemas.config;

import dev.weir.schemas.config.Section.Given;
import dev.weir.schemas.config.WeirSettings.Calls;
import dev.weir.schemas.config.WeirSettings.Group;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code weir.calls} and {@code weir.groups}. */
final class CallsReader {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private CallsReader() {}

  static Calls calls(Section calls) {
    Duration keepAlive = duration(calls.atOrVariable("keep-alive"));
    Duration connect = duration(calls.atOrVariable("connect-timeout"));
    calls.refuseOthers();
    return new Calls(
        keepAlive == null ? KEEP_ALIVE : keepAlive, connect == null ? CONNECT : connect);
  }

  static Map<String, Group> groups(Section groups) {
    var read = new LinkedHashMap<String, Group>();
    for (Given given : groups.all()) {
      read.put(given.key(), group(given.setting().section()));
    }
    return read;
  }

  private static Group group(Section group) {
    Duration hedgeAfter = duration(group.at("hedge-after"));
    StreamRecovery recovery =
        group.at("stream-recovery").parsed("continue or off", StreamRecovery::of);
    group.refuseOthers();
    return new Group(hedgeAfter, recovery == null ? StreamRecovery.OFF : recovery);
  }

  private static @Nullable Duration duration(Setting setting) {
    return setting.parsed("a duration such as 500ms or 2s", CallsReader::positive);
  }

  private static @Nullable Duration positive(String text) {
    Duration duration = WeirReader.duration(text);
    return duration == null || !duration.isPositive() ? null : duration;
  }
}
