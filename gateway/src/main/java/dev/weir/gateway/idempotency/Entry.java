package dev.weir.gateway.idempotency;

import dev.weir.gateway.idempotency.SharedClaims.Ticket;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A call that a client named with a key: running, or finished and remembered. */
final class Entry implements Recording.Keeper {
  private final Ticket ticket;
  private final Shelf shelf;
  private final SharedClaims claims;

  /** Whose call it is; those who come later wait for it. */
  private final CompletableFuture<Shared> standing = new CompletableFuture<>();

  private volatile @Nullable Recording recording;
  private volatile boolean ours;

  Entry(Ticket ticket, Shelf shelf, SharedClaims claims) {
    this.ticket = ticket;
    this.shelf = shelf;
    this.claims = claims;
  }

  /** The answer that is to be written; once, before anybody else sees this. */
  Recording begin(Limits limits, LongSupplier nanos) {
    var begun = new Recording(limits, nanos, this);
    recording = begun;
    return begun;
  }

  Ticket ticket() {
    return ticket;
  }

  /** Null: it was a success whose answer is not in memory any more. */
  @Nullable Recording recording() {
    return recording;
  }

  /** Lets the answer be forgotten; those who listen to it go on. */
  void drop() {
    recording = null;
  }

  /** Asks the other nodes, once. A call that is not this node's leaves the shelf. */
  Shared claim() {
    Shared answer = claims.claim(ticket);
    ours =
        switch (answer) {
          case Shared.Ours(), Shared.Away(), Shared.Unknown() -> true;
          case Shared.Running(), Shared.NotKept(), Shared.Different() -> false;
          case Shared.Done _ -> false;
        };
    Recording begun = recording;
    if (!ours && begun != null) {
      begun.fail();
    }
    standing.complete(answer);
    return answer;
  }

  /** Waits until the other nodes were asked. */
  Shared standing() {
    return standing.join();
  }

  @Override
  public boolean reserve(long bytes) {
    return shelf.reserve(bytes);
  }

  @Override
  public void release(long bytes) {
    shelf.release(bytes);
  }

  @Override
  public void ended(Recording ended) {
    switch (ended.state()) {
      case COMPLETE -> {
        Answer answer = ended.answer();
        if (answer == null) {
          drop();
        }
        shelf.finished(this, ended.keptBytes());
        claims.finished(ticket, answer);
      }
      case FAILED -> {
        shelf.freed(this, ended.keptBytes());
        if (ours) {
          claims.freed(ticket);
        }
      }
      case RUNNING -> throw new IllegalStateException("it runs");
    }
  }
}
