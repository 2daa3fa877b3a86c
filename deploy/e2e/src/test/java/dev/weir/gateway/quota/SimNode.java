package dev.weir.gateway.quota;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Hold;
import dev.weir.gateway.quota.SimLog.Event;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One gateway process after the other on one journal. */
final class SimNode {
  private static final int MOST_WAITING = 3;

  final int number;
  private final World world;

  /** Written to disk, not in the log yet; survives a kill. */
  private final Deque<InPartition> journal = new ArrayDeque<>();

  private final List<Running> running = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private int lives;
  private boolean opened;
  boolean alive;
  String epoch = "";
  @Nullable Leases leases;
  @Nullable FaultyStore store;

  private record InPartition(int partition, Event event) {}

  private record Running(int attempt, int partition, Hold hold, long nano) {}

  private record Waiting(Request request, int partition, long nano) {}

  SimNode(int number, World world) {
    this.number = number;
    this.world = world;
  }

  /** A process starts; it may ask for leases once its beginning is in the log. */
  void start() {
    epoch = "n" + number + "-" + lives++;
    opened = world.without("opened");
    store = world.faulty(epoch);
    leases =
        new Leases(
            store,
            world.keys,
            () -> opened,
            LeaseSettings.DEFAULT,
            (budget, over) -> world.overage += over,
            world.clock,
            world::nanos);
    alive = true;
  }

  void open() {
    if (!world.known.contains(epoch)) {
      world.known.add(epoch);
      world.log.everywhere(new Event.Opened(epoch));
    }
    opened = true;
  }

  void begin(Random random) {
    int partition = random.nextInt(2);
    long nano = 1 + random.nextInt(9_000);
    poll(new Waiting(leases.request(world.budgets(partition), nano), partition, nano));
  }

  private void poll(Waiting one) {
    Admission decided = one.request.poll();
    if (decided == null) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(one);
      } else {
        one.request.end();
      }
    } else if (decided instanceof Admission.Admitted(Hold hold)) {
      int attempt = world.admitted(hold, one.nano);
      List<BudgetWindow> windows = hold.parts().stream().map(BudgetHold::budget).toList();
      write(one.partition, new Event.Started(epoch, attempt, windows, one.nano));
      running.add(new Running(attempt, one.partition, hold, one.nano));
    }
  }

  private void write(int partition, Event event) {
    journal.add(new InPartition(partition, event));
  }

  void finish(Random random) {
    if (running.isEmpty()) {
      return;
    }
    Running one = running.remove(random.nextInt(running.size()));
    long cost = random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(one.nano);
    write(one.partition, new Event.Finished(epoch, one.attempt, cost));
    world.finished(one.attempt, cost);
    if (cost == 0) {
      one.hold.release();
    } else {
      one.hold.settle(cost);
    }
  }

  void step() {
    leases.step();
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(this::poll);
  }

  boolean idle() {
    return running.isEmpty();
  }

  boolean ship() {
    InPartition next = journal.poll();
    if (next == null) {
      return false;
    }
    world.log.partitions.get(next.partition).add(next.event);
    return true;
  }

  /** The provider may bill what still ran; nobody will know. */
  void kill() {
    alive = false;
    waiting.clear();
    store.disconnect();
    if (world.without("close") && world.known.contains(epoch)) {
      world.log.everywhere(new Event.Closed(epoch));
    }
  }

  /** The next process on the journal: ships it, closes what is open, ends the epoch. */
  void closeEpoch() {
    while (ship()) {}
    for (Running one : running) {
      Event orphan = new Event.Finished(epoch, one.attempt, one.nano);
      world.log.partitions.get(one.partition).add(orphan);
      world.finished(one.attempt, one.nano);
    }
    running.clear();
    if (world.known.contains(epoch)) {
      world.log.everywhere(new Event.Closed(epoch));
    }
  }

  /** A clean stop; nothing runs. */
  void stop() {
    waiting.forEach(one -> one.request.end());
    waiting.clear();
    leases.giveAllBack();
    alive = false;
    closeEpoch();
  }
}
