package dev.weir.gateway.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which would end the process, as a wish to read the configuration again. The JDK has
 * signals only in a class that it does not want to be compiled against, so it is asked by name.
 */
final class Hangup {
  private static final Logger LOGGER = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /** A proxy has nothing else to be compared by. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Object one, Object other) {
    return one == other;
  }

  /** Does this at each SIGHUP, one at a time. Where there is none (Windows, nohup): nothing. */
  static void then(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handle =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> same(proxy, arguments[0]);
                    default -> "reload at SIGHUP";
                  });
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      var _ = signal.getMethod("handle", signal, handler).invoke(null, hangup, handle);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Throwable why = e instanceof InvocationTargetException it ? it.getTargetException() : e;
      LOGGER.info("SIGHUP does not reload the configuration here: {}", String.valueOf(why));
    }
  }
}
