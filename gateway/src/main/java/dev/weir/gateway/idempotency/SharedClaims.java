package dev.weir.gateway.idempotency;

import org.jspecify.annotations.Nullable;

/** What the nodes tell each other about calls with keys. Nothing here throws. */
interface SharedClaims extends AutoCloseable {
  /** One node alone. */
  SharedClaims NONE =
      new SharedClaims() {
        @Override
        public Shared claim(Ticket ticket) {
          return new Shared.Away();
        }

        @Override
        public Shared look(Ticket ticket) {
          return new Shared.Away();
        }

        @Override
        public void finished(Ticket ticket, @Nullable Answer answer) {}

        @Override
        public void freed(Ticket ticket) {}

        @Override
        public void close() {}
      };

  /**
   * One try of a call.
   *
   * @param id the call
   * @param owner this try, nobody else's
   */
  record Ticket(String id, String owner, Fingerprint request) {}

  /**
   * Asks for a call, and waits some milliseconds for the answer. Where it is ours or nobody could
   * say, {@link #finished} or {@link #freed} must follow; until then the claim is kept alive.
   */
  Shared claim(Ticket ticket);

  /** Looks for the answer of a call that is known to have been made; waits as above. */
  Shared look(Ticket ticket);

  /**
   * It succeeded. Does not wait.
   *
   * @param answer null: too large to be kept
   */
  void finished(Ticket ticket, @Nullable Answer answer);

  /** It failed. Does not wait. */
  void freed(Ticket ticket);

  /** Tells what is left to tell, for a bounded time. */
  @Override
  void close();
}
