package dev.weir.gateway.http;

import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.auth.PresentedKey;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Who calls, and under which id. */
final class Reception {
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private final Supplier<Serving> serving;
  private final BooleanSupplier directoryRead;

  Reception(Supplier<Serving> serving, BooleanSupplier directoryRead) {
    this.serving = serving;
    this.directoryRead = directoryRead;
  }

  /** What a caller is told who is not let in. */
  ErrorReply refusal(AuthResult.Refused refused) {
    return switch (refused.reason()) {
      case UNKNOWN_KEY, TEAM_UNKNOWN ->
          directoryRead.getAsBoolean() ? Errors.of(refused) : Errors.starting();
      case NO_KEY, MALFORMED, NOT_A_KEY, KEY_BLOCKED, KEY_EXPIRED, TEAM_BLOCKED, ROUTE_DENIED ->
          Errors.of(refused);
    };
  }

  AuthResult authenticate(ServerRequest request) {
    return authenticate(request, serving.get());
  }

  AuthResult authenticate(ServerRequest request, Serving by) {
    var headers = request.headers();
    return by.authenticator()
        .authenticate(
            PresentedKey.in(name -> headers.first(HeaderNames.create(name)).orElse(null)),
            request.path().path());
  }

  /** The client's own id if it gave a sane one, else a new one. */
  static String callId(ServerRequest request) {
    String given = request.headers().first(Names.CALL_ID).orElse("");
    return SANE_ID.matcher(given).matches() ? given : newId();
  }

  /** Need not be hard to guess, only unique: no entropy is spent on it. */
  private static String newId() {
    var random = ThreadLocalRandom.current();
    return new UUID(
            (random.nextLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x4000L,
            (random.nextLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L)
        .toString();
  }
}
