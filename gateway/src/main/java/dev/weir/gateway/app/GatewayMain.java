package dev.weir.gateway.app;

import dev.weir.gateway.config.Arguments;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.WeirConfig;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code GatewayMain --config FILE [--port N] [--host ADDRESS] [--detailed_debug]}: serves until it
 * is told to stop.
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
        WeirConfig config = load(run);
        if (config != null) {
          serve(config, run);
        }
      }
    }
  }

  private static @Nullable WeirConfig load(Arguments.Run run) {
    LoadResult result = ConfigLoader.load(run.config(), System.getenv(), MissingVariables.REFUSE);
    result.warnings().forEach(warning -> System.err.println("warning: " + warning));
    return switch (result) {
      case LoadResult.Loaded loaded -> loaded.config();
      case LoadResult.Refused refused -> {
        refused.errors().forEach(System.err::println);
        System.exit(1);
        yield null;
      }
    };
  }

  private static void serve(WeirConfig config, Arguments.Run run) throws InterruptedException {
    Gateway gateway;
    try {
      gateway = Gateway.start(config, run.host(), run.port());
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
      return;
    }
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  stopped.countDown();
                },
                "weir-stop"));
    System.err.println("weir gateway listens on " + run.host() + ":" + gateway.port());
    stopped.await();
  }

  private static void fail(String reason) {
    System.err.println(reason);
    System.exit(1);
  }
}
