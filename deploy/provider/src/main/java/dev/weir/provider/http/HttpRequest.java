package dev.weir.provider.http;

import org.jspecify.annotations.Nullable;

/** One request, its body read whole. */
public final class HttpRequest {

  private final String method;
  private final String path;
  private final String query;
  private final HttpHeaders headers;
  private final byte[] body;

  HttpRequest(String method, String target, HttpHeaders headers, byte[] body) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** The path as sent, without the query. */
  public String path() {
    return path;
  }

  /** The query as sent, without the question mark; empty when there is none. */
  public String query() {
    return query;
  }

  public HttpHeaders headers() {
    return headers;
  }

  /** The body, unchunked; not a copy, so callers must not change it. */
  public byte[] body() {
    return body;
  }

  /** The value of a query parameter, not decoded; null when it is absent. */
  public @Nullable String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals == name.length() && pair.startsWith(name)) {
        return pair.substring(equals + 1);
      }
    }
    return null;
  }
}
