package dev.weir.accounting.redis;

import static dev.weir.schemas.money.Money.microsCeil;

import dev.weir.accounting.redis.RowState.EpochSpend;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends one task's changes: rows and totals first, and the epochs once those are acknowledged. */
final class RedisWriter {
  private static final RedisScript PUBLISH = RedisScript.load(RedisWriter.class, "publish.lua");
  private static final RedisScript SPEND = RedisScript.load(RedisWriter.class, "spend.lua");
  private static final RedisScript TASK = RedisScript.load(RedisWriter.class, "task.lua");
  private static final RedisScript FOLD = RedisScript.load(RedisWriter.class, "fold.lua");
  private static final String OTHER_LIFE = "life";
  private static final String FOLDED_AT_ONCE = "500";
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Life NO_LIFE = new Life("", LifePhase.LOST);

  private final RedisKeys keys;
  private final RedisLink link;
  private final Map<String, Life> lives;

  RedisWriter(RedisKeys keys, RedisLink link, Map<String, Life> lives) {
    this.keys = keys;
    this.link = link;
    this.lives = lives;
  }

  /** True if every change reached the life it was meant for; otherwise look at the lives again. */
  boolean write(RedisTask task, TaskChanges changes) throws RedisUnavailableException {
    boolean amounts = send(task, amounts(task, changes));
    TaskChanges.Lists lists = changes.lists;
    boolean epochs = lists == null || epochs(task, lists);
    return amounts && epochs;
  }

  private record Sending(String tag, RedisScript.Call call) {}

  private List<Sending> amounts(RedisTask task, TaskChanges changes) {
    List<Sending> sending = new ArrayList<>();
    changes.rows.forEach((window, row) -> {
      String tag = keys.tag(window);
      List<String> names = List.of(keys.life(tag), keys.quota(window));
      sending.add(new Sending(tag, PUBLISH.with(names, rowArguments(task, window, row))));
    });
    changes.totals.forEach((owner, total) -> {
      String tag = keys.tag(owner.level(), owner.id());
      List<String> names = List.of(keys.life(tag), keys.spend(owner.level(), owner.id()));
      List<String> args = head(tag, task, total.offset());
      args.add(Long.toString(total.nanoUsd()));
      sending.add(new Sending(tag, SPEND.with(names, args)));
    });
    return sending;
  }

  private List<String> rowArguments(RedisTask task, BudgetWindow window, TaskChanges.Row row) {
    RowState state = row.state();
    List<String> args = head(keys.tag(window), task, row.offset());
    args.add(Long.toString(microsCeil(state.pastNanoUsd())));
    args.add(Long.toString(state.settledNanoUsd()));
    args.add(
        state.open().stream()
            .filter(spend -> spend.runningNanoUsd() + spend.finishedNanoUsd() > 0)
            .map(RedisWriter::text)
            .collect(Collectors.joining(",")));
    Instant end = window.window().end();
    args.add(end == null ? "" : Long.toString(end.plus(KEPT).toEpochMilli()));
    return args;
  }

  private static String text(EpochSpend spend) {
    long started = microsCeil(spend.runningNanoUsd() + spend.finishedNanoUsd());
    return spend.epoch() + "=" + started + "=" + microsCeil(spend.finishedNanoUsd());
  }

  private List<String> head(String tag, RedisTask task, long version) {
    List<String> args = new ArrayList<>();
    args.add(life(tag).id());
    args.add(link.runId());
    args.add(Integer.toString(task.partition()));
    args.add(Long.toString(version));
    return args;
  }

  private boolean send(RedisTask task, List<Sending> sending) throws RedisUnavailableException {
    List<Sending> possible = sending.stream().filter(s -> life(s.tag).writable()).toList();
    Set<String> missed = new HashSet<>();
    sending.stream().filter(s -> !life(s.tag).writable()).forEach(s -> missed.add(s.tag));
    List<Object> answers = link.call(possible.stream().map(Sending::call).toList());
    for (int i = 0; i < answers.size(); i++) {
      if (OTHER_LIFE.equals(answers.get(i))) {
        missed.add(possible.get(i).tag);
      }
    }
    missed.forEach(task::missed);
    return missed.isEmpty();
  }

  private boolean epochs(RedisTask task, TaskChanges.Lists lists) throws RedisUnavailableException {
    boolean all = true;
    for (String tag : keys.tags()) {
      if (task.hasRewritten(tag, life(tag))) {
        all &= epochs(task, lists, tag);
      }
    }
    return all;
  }

  private boolean epochs(RedisTask task, TaskChanges.Lists lists, String tag)
      throws RedisUnavailableException {
    Set<String> told = task.told(tag);
    List<String> ended =
        lists.epochs().ended().stream().filter(epoch -> !told.contains(epoch)).toList();
    List<String> names = new ArrayList<>(List.of(keys.life(tag)));
    ended.forEach(epoch -> names.add(keys.epochEnded(tag, epoch)));
    List<String> args = head(tag, task, lists.offset());
    args.add(String.join(",", lists.epochs().open()));
    args.add(Long.toString(KEPT.toMillis()));
    Object answer = link.call(List.of(TASK.with(names, args))).getFirst();
    boolean reached = true;
    if (answer instanceof List<?> complete) {
      for (Object position : complete) {
        reached &= position instanceof Long at && fold(tag, ended.get(at.intValue() - 1));
      }
    } else {
      reached = false;
    }
    if (reached) {
      task.tell(tag, Set.copyOf(ended));
    } else {
      task.missed(tag);
    }
    return reached;
  }

  private boolean fold(String tag, String epoch) throws RedisUnavailableException {
    List<String> names = List.of(keys.life(tag), keys.epochQuotas(tag, epoch));
    List<String> args = List.of(life(tag).id(), link.runId(), epoch, FOLDED_AT_ONCE);
    while (link.call(List.of(FOLD.with(names, args))).getFirst() instanceof Long left) {
      if (left == 0) {
        return true;
      }
    }
    return false;
  }

  private Life life(String tag) {
    return lives.getOrDefault(tag, NO_LIFE);
  }
}
