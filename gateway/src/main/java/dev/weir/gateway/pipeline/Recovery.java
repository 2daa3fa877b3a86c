package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.Continuation;
import dev.weir.gateway.translate.Partial;
import dev.weir.gateway.translate.Splicing;
import dev.weir.schemas.config.Capability;
import dev.weir.schemas.config.StreamRecovery;
import dev.weir.schemas.events.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call's stream goes on that broke off after content: what the client has, and who wrote it.
 * Used by the call's thread.
 */
final class Recovery {
  private final Call call;
  private final List<Deployment> writers = new ArrayList<>();
  private Tokens tokens = Tokens.NONE;
  private @Nullable Partial partial;
  private @Nullable Failure failure;

  Recovery(Call call) {
    this.call = call;
  }

  /** Why the client's stream broke off first; null: it did not. */
  @Nullable Failure failure() {
    return failure;
  }

  /** Whether another deployment is to go on with the stream. */
  boolean running() {
    return partial != null;
  }

  /** Takes note of an attempt whose stream broke off; whether another may go on with it. */
  boolean takes(Result.Cut cut, Deployment by, StreamRecovery ofGroup) {
    failure = failure == null ? cut.failure() : failure;
    partial = wanted(ofGroup) && Continuation.possible(call.request()) ? cut.partial() : null;
    writers.add(by);
    tokens = tokens.plus(cut.tokens());
    return partial != null;
  }

  /** What the next attempt has to do with the client's stream. */
  Splicing splicing(StreamRecovery ofGroup) {
    if (partial != null) {
      return new Splicing.GoesOn(partial, tokens, writers);
    }
    return call.request().stream() && wanted(ofGroup) ? new Splicing.Begins() : new Splicing.None();
  }

  /** The request for the next attempt. */
  ClientRequest request(ClientRequest request, Candidate candidate) {
    return partial == null
        ? request
        : Continuation.of(
            request, partial.text(), candidate.facts().can(Capability.ASSISTANT_PREFILL));
  }

  /** Once begun it goes on, whatever a later group says; a key's word wins over a group's. */
  private boolean wanted(StreamRecovery ofGroup) {
    StreamRecovery own = call.streamRecovery();
    return running() || (own == null ? ofGroup : own) == StreamRecovery.CONTINUE;
  }
}
