package dev.weir.alerts.delivery;

import dev.weir.alerts.text.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one destination, and the thread that posts them, the oldest first. If
 * more than {@link #MANY} wait, Slack gets them as one. What can't be posted now is tried again for
 * ever; what is refused for good is logged and passed over.
 */
final class Channel implements AutoCloseable {
  /** More than this many waiting become one message. */
  static final int MANY = 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(Channel.class);

  private final Destination destination;
  private final Post post;
  private final SlackBody slack;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable String lastProblem;

  /** A message and its offset in the topic; -1: it is not from there. */
  private record Waiting(long offset, Message message) {}

  Channel(Destination destination, Post post, SlackBody slack) {
    this.destination = destination;
    this.post = post;
    this.slack = slack;
    this.thread = Thread.ofVirtual().name("to-" + destination.id()).unstarted(this::run);
  }

  Channel start() {
    thread.start();
    return this;
  }

  synchronized void add(long offset, Message message) {
    waiting.addLast(new Waiting(offset, message));
    notifyAll();
  }

  /**
   * Up to where the topic was delivered here.
   *
   * @param end where it stands if nothing waits
   */
  synchronized long position(long end) {
    return waiting.stream()
        .mapToLong(Waiting::offset)
        .filter(it -> it >= 0)
        .findFirst()
        .orElse(end);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** Forgets what waits: another process has taken over. */
  synchronized void clear() {
    waiting.clear();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        List<Waiting> batch = next();
        if (!batch.isEmpty()) {
          post(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Waiting> next() throws InterruptedException {
    while (waiting.isEmpty() && stopped.getCount() > 0) {
      wait();
    }
    if (waiting.isEmpty()) {
      return List.of();
    }
    boolean together = destination.format() == Destination.Format.SLACK && waiting.size() > MANY;
    return together ? new ArrayList<>(waiting) : List.of(waiting.getFirst());
  }

  private void post(List<Waiting> batch) throws InterruptedException {
    switch (post.post(body(batch.stream().map(Waiting::message).toList()))) {
      case Delivery.Delivered() -> {
        lastProblem = null;
        done(batch);
      }
      case Delivery.Later(Duration pause, String reason) -> {
        if (!reason.equals(lastProblem)) {
          LOGGER.warn("no messages taken to={} reason={}", destination.id(), reason);
        }
        lastProblem = reason;
        var _ = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
      case Delivery.Refused(String reason) -> {
        for (Waiting it : batch) {
          LOGGER.error(
              "refused to={} reason={} alert=\"{}\"",
              destination.id(),
              reason,
              it.message.headline());
        }
        done(batch);
      }
    }
  }

  private byte[] body(List<Message> messages) {
    return switch (destination.format()) {
      case WEBHOOK -> WebhookBody.of(messages.getFirst());
      case SLACK -> messages.size() == 1 ? slack.of(messages.getFirst()) : slack.of(messages);
    };
  }

  private synchronized void done(List<Waiting> batch) {
    for (Waiting it : batch) {
      if (it.equals(waiting.peekFirst())) {
        waiting.removeFirst();
      }
    }
    notifyAll();
  }

  /** Lets the message under way end, for a while. */
  @Override
  public void close() {
    stopped.countDown();
    synchronized (this) {
      notifyAll();
    }
    try {
      if (!thread.join(HttpPost.PATIENCE.timeout())) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
