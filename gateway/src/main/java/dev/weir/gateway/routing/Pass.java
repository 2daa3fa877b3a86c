package dev.weir.gateway.routing;

import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a deployment, on its way. Ends exactly once: answered, failed or cancelled; ending
 * it twice throws {@link IllegalStateException}. Closing it cancels it unless it has ended. Used by
 * one thread; nothing here blocks or throws otherwise.
 */
public interface Pass extends AutoCloseable {
  /** Content arrived: the provider is alive, however long the rest takes. */
  void contentStarted();

  /**
   * The provider answered.
   *
   * @param latency until the end of the answer
   * @param firstToken until its first content; null unless streamed
   * @param tokens read and written
   */
  void answered(Duration latency, @Nullable Duration firstToken, Tokens tokens);

  /** The provider failed. */
  void failed(Failure failure);

  /** Nobody knows how it would have ended: says nothing about the provider. */
  void cancelled();

  @Override
  void close();
}
