package dev.weir.accounting.redis;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board in Redis. One thread writes what tasks leave for it, as fast as Redis answers, and
 * looks at the life records twice a second (ten times while one is being filled). While Redis is
 * away, changes wait, the last of each row.
 */
public final class RedisBoard implements BudgetBoard {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisBoard.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long WATCH_FILLING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RETRY_MILLIS = 200;

  private final RedisSettings settings;
  private final LogEnds ends;
  private final LongSupplier nanos;
  private final RedisKeys keys;
  private final RedisLives watcher;
  private final Map<Integer, RedisTask> tasks = new ConcurrentHashMap<>();
  private final Semaphore work = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "weir-board");
  private volatile Map<String, Life> lives = Map.of();
  private volatile boolean connected;
  private volatile boolean closing;
  private volatile boolean look = true;
  private long lookedAt;
  private @Nullable RedisLink link;

  /**
   * A board that does nothing before {@link #start}.
   *
   * @param partitions of the attempt topic
   * @param nanos a clock that only grows, such as {@code System::nanoTime}
   */
  public RedisBoard(RedisSettings settings, int partitions, LogEnds ends, LongSupplier nanos) {
    this.settings = settings;
    this.ends = ends;
    this.nanos = nanos;
    this.keys = new RedisKeys(settings.prefix());
    this.watcher = new RedisLives(keys, partitions, () -> UUID.randomUUID().toString());
    thread.setDaemon(true);
  }

  /** Begins to write, in a thread of its own; Redis need not be there yet. */
  public RedisBoard start() {
    thread.start();
    return this;
  }

  @Override
  public TaskBoard task(int partition) {
    RedisTask task = new RedisTask(partition, work::release, t -> tasks.remove(partition, t));
    if (tasks.putIfAbsent(partition, task) != null) {
      throw new IllegalStateException("partition " + partition + " has a task here already");
    }
    look = true;
    work.release();
    return task;
  }

  @Override
  public BoardState state() {
    Map<String, LifePhase> phases = new HashMap<>();
    lives.forEach((tag, life) -> phases.put(tag, life.phase()));
    int waiting = tasks.values().stream().mapToInt(RedisTask::waiting).sum();
    return new BoardState(connected, waiting, phases);
  }

  private void run() {
    while (!closing) {
      boolean well = step();
      try {
        if (well) {
          work.tryAcquire(watchNanos(), TimeUnit.NANOSECONDS);
          work.drainPermits();
        } else {
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      } catch (InterruptedException e) {
        break;
      }
    }
    step();
    disconnect();
  }

  /** Looks at the lives if it is time, and writes what waits. True if Redis took part. */
  boolean step() {
    try {
      RedisLink open = connect();
      if (look || nanos.getAsLong() - lookedAt >= watchNanos()) {
        look = false;
        lookedAt = nanos.getAsLong();
        lives = watcher.watch(open);
        tasks.values().forEach(this::offer);
      }
      for (RedisTask task : tasks.values()) {
        write(open, task);
      }
      return true;
    } catch (RedisUnavailableException e) {
      if (connected) {
        LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("budgets are not written");
      }
      disconnect();
    } catch (RuntimeException e) {
      LOGGER.error("budgets are not written", e);
      disconnect();
    }
    return false;
  }

  private void write(RedisLink open, RedisTask task) throws RedisUnavailableException {
    if (task.waiting() == 0) {
      return;
    }
    TaskChanges changes = task.take();
    boolean sent = false;
    try {
      if (!new RedisWriter(keys, open, lives).write(task, changes)) {
        look = true;
      }
      sent = true;
    } finally {
      if (!sent) {
        task.putBack(changes);
      }
    }
  }

  private void offer(RedisTask task) {
    try {
      task.seen(lives, ends);
    } catch (RuntimeException e) {
      LOGGER
          .atWarn()
          .addKeyValue("partition", task.partition())
          .addKeyValue("reason", e.toString())
          .log("the end of the log is not known");
    }
  }

  private long watchNanos() {
    boolean settled = lives.values().stream().allMatch(life -> life.phase() == LifePhase.READY);
    return settled ? WATCH_NANOS : WATCH_FILLING_NANOS;
  }

  private RedisLink connect() throws RedisUnavailableException {
    RedisLink open = link;
    if (open == null) {
      open = RedisLink.open(settings, TIMEOUT);
      link = open;
      look = true;
      LOGGER.atInfo().addKeyValue("server", open.runId()).log("writing budgets to Redis");
    }
    connected = true;
    return open;
  }

  private void disconnect() {
    connected = false;
    if (link != null) {
      link.close();
      link = null;
    }
  }

  @Override
  public void close() {
    closing = true;
    work.release();
    try {
      if (thread.isAlive() && !thread.join(TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
