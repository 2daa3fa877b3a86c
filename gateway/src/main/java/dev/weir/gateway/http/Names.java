package dev.weir.gateway.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;

/** Header names, looked up once. */
final class Names {
  static final HeaderName CALL_ID = HeaderNames.create("x-litellm-call-id");
  static final HeaderName MODEL_ID = HeaderNames.create("x-litellm-model-id");
  static final HeaderName MODEL_GROUP = HeaderNames.create("x-litellm-model-group");
  static final HeaderName MODEL_NAME = HeaderNames.create("x-litellm-model-name");
  static final HeaderName COST = HeaderNames.create("x-litellm-response-cost");
  static final HeaderName CACHE_KEY = HeaderNames.create("x-litellm-cache-key");
  static final HeaderName RETRIES = HeaderNames.create("x-litellm-attempted-retries");
  static final HeaderName FALLBACKS = HeaderNames.create("x-litellm-attempted-fallbacks");
  static final HeaderName VERSION = HeaderNames.create("x-litellm-version");
  static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  static final HeaderName AUTHORIZATION = HeaderNames.AUTHORIZATION;

  static final Header JSON = HeaderValues.createCached("content-type", "application/json");
  static final Header EVENTS =
      HeaderValues.createCached("content-type", "text/event-stream; charset=utf-8");
  static final Header NO_CACHE = HeaderValues.createCached("cache-control", "no-cache");
  static final Header NO_BUFFERING = HeaderValues.createCached("x-accel-buffering", "no");
  static final Header CLOSE = HeaderValues.createCached("connection", "close");

  static final Header CACHE_HIT = HeaderValues.createCached("x-weir-cache", "hit");
  static final Header REPLAY = HeaderValues.createCached("x-weir-idempotent-replay", "true");

  private Names() {}
}
