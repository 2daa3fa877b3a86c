package dev.weir.gateway.quota.rate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What the scripts do, in memory and on the test's time. */
final class TwinRedis {
  /** The server's clock, in milliseconds. */
  final LongSupplier millis;

  final RateSettings settings;
  String life = "";
  private long since;
  private int lives;
  private final Map<String, Long> heard = new HashMap<>();
  private final Map<String, TreeMap<Long, Long>> rings = new HashMap<>();
  private final Map<String, Map<String, Long>> permits = new HashMap<>();
  private final Map<String, Long> seqs = new HashMap<>();

  TwinRedis(RateSettings settings, LongSupplier millis) {
    this.settings = settings;
    this.millis = millis;
    loseData();
  }

  /** As if another, empty server stood there. */
  void loseData() {
    life = "life-" + ++lives;
    since = millis.getAsLong();
    heard.clear();
    rings.clear();
    permits.clear();
    seqs.clear();
  }

  List<RateTag> beat(String epoch) {
    long now = millis.getAsLong();
    heard.values().removeIf(at -> at < now - settings.silent().toMillis());
    heard.put(epoch, now);
    boolean settling = settling();
    return java.util.stream.IntStream.range(0, 16)
        .mapToObj(i -> new RateTag("r" + i, life, heard.size(), settling))
        .toList();
  }

  void leave(String epoch) {
    heard.remove(epoch);
  }

  private boolean settling() {
    return millis.getAsLong() < since + settings.settling().toMillis();
  }

  RateReply ask(String epoch, RateAsk ask, long seq, int nodes) {
    if (!ask.life().equals(life)) {
      return new RateReply.OtherLife();
    }
    String id = epoch + " " + ask.name();
    if (seq <= seqs.getOrDefault(id, 0L)) {
      return new RateReply.Old();
    }
    seqs.put(id, seq);
    return switch (ask) {
      case RateAsk.Window window -> window(window, nodes);
      case RateAsk.Permits some -> permits(epoch, some, nodes);
    };
  }

  private RateReply window(RateAsk.Window ask, int nodes) {
    long now = millis.getAsLong();
    long size = settings.bucket().toMillis();
    long counts = settings.counts().toMillis();
    TreeMap<Long, Long> ring = rings.computeIfAbsent(ask.name(), _ -> new TreeMap<>());
    ring.headMap(Math.floorDiv(now - counts, size)).clear();
    for (Taken.Part part : ask.returns()) {
      ring.computeIfPresent(part.bucket(), (_, count) -> Math.max(0, count - part.count()));
    }
    for (History.Use use : ask.charges()) {
      ring.merge(Math.floorDiv(now - use.age() / 1_000_000, size), use.count(), Long::sum);
    }
    long used = ring.values().stream().mapToLong(Long::longValue).sum();
    long granted = granted(ask.wish(), ask.wish().limit() - used, nodes);
    long bucket = Math.floorDiv(now, size);
    if (granted > 0) {
      ring.merge(bucket, granted, Long::sum);
    }
    List<RateReply.Leaving> leaving =
        ring.entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .map(
                it -> new RateReply.Leaving((it.getKey() + 1) * size + counts - now, it.getValue()))
            .toList();
    return new RateReply.Noted(granted, bucket, used + granted, leaving);
  }

  private RateReply permits(String epoch, RateAsk.Permits ask, int nodes) {
    heard.put(epoch, millis.getAsLong());
    Map<String, Long> all = permits.computeIfAbsent(ask.name(), _ -> new HashMap<>());
    long oldest = millis.getAsLong() - settings.silent().toMillis();
    all.keySet().removeIf(it -> heard.getOrDefault(it, Long.MIN_VALUE) < oldest);
    all.remove(epoch);
    long others = all.values().stream().mapToLong(Long::longValue).sum();
    long own = ask.wish().own();
    long granted = granted(ask.wish(), ask.wish().limit() - others - own, nodes);
    all.put(epoch, own + granted);
    return new RateReply.Noted(granted, 0, others + own + granted, List.of());
  }

  private long granted(RateAsk.Wish wish, long free, int nodes) {
    long room = free;
    if (settling()) {
      long of = Math.max(1, Math.max(nodes, heard.size()));
      room = Math.min(room, Math.max(1, wish.limit() / of) - wish.own());
    }
    long granted = room < 4 * wish.want() ? wish.need() : wish.want();
    if (granted > room) {
      return room >= wish.least() && wish.least() > 0 ? room : 0;
    }
    return granted;
  }
}
