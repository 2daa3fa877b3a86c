package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.KeyEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys over from LiteLLM, which knows their SHA-256 only ({@code token} in its answers and
 * its database): who has such a key goes on using it.
 */
final class KeyImport {
  private static final String TOKEN = "token";
  private static final String EXPIRES = "expires";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern SHOWN = Pattern.compile("sk-\\.{3}[!-~]{0,4}");
  private static final String NOTHING_SHOWN = "sk-...";

  private final Changes changes;
  private final KeyHasher hasher;
  private final EntryJson json;
  private final InstantSource clock;

  KeyImport(Changes changes, KeyHasher hasher, EntryJson json, InstantSource clock) {
    this.changes = changes;
    this.hasher = hasher;
    this.json = json;
    this.clock = clock;
  }

  /** Makes a key of a hash, with the fields of {@code /key/generate}. */
  AdminResult take(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require(TOKEN);
    Instant now = Terms.now(clock);
    String token = token(fields);
    String name = name(fields);
    Instant expires = expires(fields);
    Problem problem = KeyTerms.check(fields, now);
    if (problem != null || token == null) {
      return problem == null ? Problem.badRequest("`token` is required", TOKEN) : problem;
    }
    KeyEntry made = KeyTerms.of(KeyTerms.newKey(hasher.imported(token), name, now), fields, now);
    KeyEntry entry = expires == null ? made : made.expiring(expires);
    Terms.warnOfDuration(fields, entry.budget());
    return changes.make(
        request,
        directory -> decide(directory, entry),
        key -> new Ok(json.generated(key, null, null), fields.warnings()));
  }

  private static Decision<KeyEntry, Problem> decide(Directory directory, KeyEntry entry) {
    return directory.key(entry.id()) == null
        ? KeyApi.put(directory, entry)
        : new Reject<>(Problem.badRequest("This key exists already.", TOKEN));
  }

  private static @Nullable String token(Fields fields) {
    String token = fields.text(TOKEN, null);
    if (token != null && !SHA256.matcher(token).matches()) {
      fields.refuse(TOKEN, "must be a SHA-256, 64 hexadecimal digits");
    }
    return token;
  }

  private static String name(Fields fields) {
    String name = fields.text("key_name", NOTHING_SHOWN);
    if (name == null || !SHOWN.matcher(name).matches()) {
      fields.refuse("key_name", "must be like sk-...abcd: no more of a key is kept");
      return NOTHING_SHOWN;
    }
    return name;
  }

  /** LiteLLM writes it with and without a zone, which is UTC. */
  private static @Nullable Instant expires(Fields fields) {
    String text = fields.text(EXPIRES, null);
    if (text == null) {
      return null;
    }
    if (fields.says("duration")) {
      fields.refuse(EXPIRES, "and `duration` can't both be given");
    }
    try {
      return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text.replace(' ', 'T'), Instant::from, LocalDateTime::from)) {
        case Instant instant -> instant;
        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
        default -> throw new DateTimeException(text);
      };
    } catch (DateTimeException e) {
      fields.refuse(EXPIRES, "must be an instant such as 2026-12-31T00:00:00Z");
      return null;
    }
  }
}
