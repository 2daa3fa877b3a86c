package dev.weir.gateway.app;

import dev.weir.gateway.config.Arguments;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.config.MissingVariables;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code GatewayMain --config FILE [--port N] [--host ADDRESS] [--detailed_debug]}: serves until it
 * is told to stop (SIGTERM); SIGHUP lets it read its configuration again.
 */
public final class GatewayMain {
  private GatewayMain() {}

  /** Exits with 1 if it can't start; the reason is one line on standard error. */
  public static void main(String[] words) throws InterruptedException {
    switch (Arguments.parse(words)) {
      case Arguments.Wrong(String message) -> fail(message);
      case Arguments.Run run -> {
        Logs.configure(run.detailedDebug());
        run.notes().forEach(System.err::println);
        ConfigSource source =
            () -> ConfigLoader.load(run.config(), System.getenv(), MissingVariables.REFUSE);
        Loaded first = load(source);
        if (first != null) {
          serve(source, first, run);
        }
      }
    }
  }

  private static @Nullable Loaded load(ConfigSource source) {
    LoadResult result = source.read();
    result.warnings().forEach(warning -> System.err.println("warning: " + warning));
    return switch (result) {
      case Loaded loaded -> loaded;
      case LoadResult.Refused refused -> {
        refused.errors().forEach(System.err::println);
        System.exit(1);
        yield null;
      }
    };
  }

  private static void serve(ConfigSource source, Loaded first, Arguments.Run run)
      throws InterruptedException {
    Gateway gateway;
    try {
      gateway = Gateway.start(source, first, run.host(), run.port());
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
      return;
    }
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.drain();
                  stopped.countDown();
                },
                "weir-stop"));
    Hangup.then(gateway::reload);
    System.err.println("weir gateway listens on " + run.host() + ":" + gateway.port());
    stopped.await();
  }

  private static void fail(String reason) {
    System.err.println(reason);
    System.exit(1);
  }
}
