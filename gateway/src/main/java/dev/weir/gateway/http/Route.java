package dev.weir.gateway.http;

import io.helidon.webserver.http.Handler;

/**
 * A route that is served.
 *
 * @param path where <code>{name}</code> stands for one part and <code>{+name}</code> for the rest
 */
record Route(String method, String path, Handler handler) {
  static Route get(String path, Handler handler) {
    return new Route("GET", path, handler);
  }

  static Route post(String path, Handler handler) {
    return new Route("POST", path, handler);
  }
}
