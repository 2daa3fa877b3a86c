package dev.weir.e2e;

import static dev.weir.e2e.Fault.Bills.EITHER;
import static dev.weir.e2e.Fault.Bills.ESTIMATED;
import static dev.weir.e2e.Fault.Bills.KNOWN;
import static dev.weir.e2e.Fault.Gets.BEGINNING;
import static dev.weir.e2e.Fault.Gets.FALLBACK;
import static dev.weir.e2e.Fault.Gets.PRIMARY;
import static dev.weir.e2e.Fault.Gets.REFUSAL;
import static dev.weir.provider.Break.AT_HEAD;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.weir.e2e.Fault.Expected;
import dev.weir.e2e.Fault.Upstream;
import dev.weir.e2e.Fault.What;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Decline;
import dev.weir.provider.Behaviour.Drop;
import dev.weir.provider.Behaviour.Masked;
import dev.weir.provider.Behaviour.Page;
import dev.weir.provider.Behaviour.Point;
import dev.weir.provider.Behaviour.Reason;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Behaviour.Report;
import dev.weir.provider.Break;
import dev.weir.provider.Script;
import dev.weir.provider.Usage;
import dev.weir.provider.http.BadAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All ways in which a provider fails. A retry is made once. */
final class Faults {
  static final String TEXT = "one two three four five six";
  static final Answer ANSWER = new Answer(Usage.of(10, 6), TEXT);
  static final int WORDS = 3;
  static final String FALLBACK_TEXT = "from somebody else";
  static final Answer FALLBACK_ANSWER = new Answer(Usage.of(12, 3), FALLBACK_TEXT);

  /** Groups of faults with this name in them may fall back from a refusal for content. */
  static final String RELEASED = "released";

  /** Not asked again, and nobody knows what it would have written. */
  static final Expected SILENT = new Expected(FALLBACK, 1, ESTIMATED);

  private static final Upstream[] PLAIN = {Upstream.OPENAI, Upstream.ANTHROPIC};
  private static final Duration AGES = ofSeconds(60);
  private static final Expected PASSED = new Expected(PRIMARY, 1, KNOWN);
  private static final Expected RETRIED = new Expected(PRIMARY, 2, KNOWN);
  private static final Expected LEFT = new Expected(FALLBACK, 1, KNOWN);
  private static final Expected RETRIED_AND_LEFT = new Expected(FALLBACK, 2, KNOWN);
  private static final Expected BROKEN = new Expected(FALLBACK, 2, ESTIMATED);
  private static final Expected CUT = new Expected(BEGINNING, 1, ESTIMATED);
  private static final Expected REFUSED = new Expected(REFUSAL, 1, KNOWN);

  private final List<Fault> faults = new ArrayList<>();

  private Faults() {}

  static List<Fault> all() {
    var table = new Faults();
    table.ofTheWayThere();
    table.ofSilence();
    table.ofStatuses();
    table.ofWaits();
    table.ofRefusals();
    table.ofBodies();
    table.ofStreams();
    table.ofUsage();
    table.thatPass();
    return table.faults;
  }

  private void ofTheWayThere() {
    unreachable("connection refused", BadAddress::refusing, RETRIED_AND_LEFT);
    unreachable("no such host", BadAddress::unresolvable, RETRIED_AND_LEFT);
    unreachable("no TLS", BadAddress::withoutTls, RETRIED_AND_LEFT);
    unreachable("TLS broken off", BadAddress::breakingTls, RETRIED_AND_LEFT);
    unreachable("reset when connected", BadAddress::resetting, new Expected(FALLBACK, 2, EITHER));
    scripted("reset before the head", new Drop(Point.BEFORE_HEAD), BROKEN, BROKEN);
    scripted("reset in the head", new Drop(Point.IN_HEAD), BROKEN, BROKEN);
  }

  private void ofSilence() {
    scripted("silence before the head", new Behaviour.Hang(), SILENT, SILENT);
    scripted("a late head", ANSWER.delayedBy(AGES), SILENT, SILENT);
    scripted("silence after the head", ANSWER.breaking(Break.STALLED, AT_HEAD), SILENT, SILENT);
    scripted("slow first word", ANSWER.paced(AGES, ZERO), SILENT, SILENT);
    scripted("slow drip", ANSWER.paced(ZERO, ofMillis(200)), PASSED, PASSED);
    scripted("stall", ANSWER.stallAfter(WORDS), SILENT, CUT);
  }

  private void ofStatuses() {
    for (int status : new int[] {400, 401, 403, 404, 408, 413, 422}) {
      scripted("status " + status, Refuse.status(status), LEFT, LEFT);
    }
    for (int status : new int[] {409, 500, 502, 503, 504, 529}) {
      scripted("status " + status, Refuse.status(status), RETRIED_AND_LEFT, RETRIED_AND_LEFT);
    }
    scripted("a proxy's page", Page.html(502), RETRIED_AND_LEFT, RETRIED_AND_LEFT);
  }

  private void ofWaits() {
    scripted("status 429", Refuse.status(429), LEFT, LEFT);
    scripted("429, seconds", Refuse.status(429).with("retry-after", "1"), LEFT, LEFT);
    scripted("429, date", dated(429), LEFT, LEFT);
    waits("429, ms", () -> Refuse.status(429).with("retry-after-ms", "300"), ofMillis(300));
    waits("503, ms", () -> Refuse.status(503).with("retry-after-ms", "300"), ofMillis(300));
    scripted("503, seconds", Refuse.status(503).with("retry-after", "1"), LEFT, LEFT);
    Refuse tomorrow = Refuse.status(429).with("retry-after", "86400");
    scripted("429, tomorrow", tomorrow, LEFT, LEFT);
  }

  /** Two to three seconds ahead; what is left of it when it arrives is more than one. */
  private static Script dated(int status) {
    return call ->
        Refuse.status(status)
            .with(
                "retry-after",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    InstantSource.system().instant().plusSeconds(3).atOffset(ZoneOffset.UTC)));
  }

  private void ofRefusals() {
    shaped("context window", new Decline(Reason.CONTEXT_WINDOW), LEFT);
    shaped("content filter", new Decline(Reason.CONTENT_FILTER), REFUSED);
    shaped("content filter, " + RELEASED, new Decline(Reason.CONTENT_FILTER), LEFT);
    scripted("filtered half-way", ANSWER.filtered(), PASSED, PASSED);
  }

  private void ofBodies() {
    scripted(
        "200 with an error", new Masked(Refuse.status(500)), RETRIED_AND_LEFT, RETRIED_AND_LEFT);
    scripted("200 with a refusal", new Masked(Refuse.status(400)), LEFT, LEFT);
    scripted("200 with a page", Page.html(200), BROKEN, BROKEN);
    scripted("empty 200", new Page(200, "application/json", ""), BROKEN, BROKEN);
    for (Break how : new Break[] {Break.CUT, Break.RESET, Break.ENDED, Break.BAD_JSON}) {
      scripted("body " + how, ANSWER.breaking(how, 0), BROKEN, null);
    }
    scripted("body BAD_SSE", ANSWER.breaking(Break.BAD_SSE, 0), BROKEN, null);
    scripted("body UNTERMINATED", ANSWER.breaking(Break.UNTERMINATED, 0), BROKEN, null);
    // Anthropic's may have no content (platform.claude.com, "Handling stop reasons").
    add(
        "no choice",
        () -> ANSWER.breaking(Break.EMPTY, 0),
        RETRIED_AND_LEFT,
        RETRIED_AND_LEFT,
        ZERO,
        Upstream.OPENAI);
    scripted("length over", ANSWER.breaking(Break.LENGTH_OVER, 0), SILENT, PASSED);
    scripted("length under", ANSWER.breaking(Break.LENGTH_UNDER, WORDS), BROKEN, CUT);
  }

  private void ofStreams() {
    for (Break how : new Break[] {Break.CUT, Break.RESET, Break.ENDED}) {
      scripted("head and " + how, ANSWER.breaking(how, AT_HEAD), null, BROKEN);
      scripted("opening and " + how, ANSWER.breaking(how, 0), null, BROKEN);
      scripted("words and " + how, ANSWER.breaking(how, WORDS), null, CUT);
    }
    scripted("opening and stall", ANSWER.stallAfter(0), null, SILENT);
    scripted("opening and BAD_JSON", ANSWER.breaking(Break.BAD_JSON, 0), null, BROKEN);
    scripted("words and BAD_JSON", ANSWER.breaking(Break.BAD_JSON, WORDS), null, CUT);
    scripted("words and BAD_SSE", ANSWER.breaking(Break.BAD_SSE, WORDS), null, PASSED);
    scripted("opening and length", ANSWER.breaking(Break.LENGTH_UNDER, 0), null, BROKEN);
    // Everything was said, its price too; that it was all is what nobody said.
    scripted(
        "no terminal event",
        ANSWER.breaking(Break.UNTERMINATED, 0),
        null,
        new Expected(BEGINNING, 1, KNOWN));
    for (int status : new int[] {400, 429, 500, 529}) {
      Expected left = status < 500 ? SILENT : BROKEN;
      Refuse error = Refuse.status(status);
      scripted("error event " + status, ANSWER.errorAfter(AT_HEAD, error), null, left);
      scripted("opening and " + status, ANSWER.errorAfter(0, error), null, left);
      scripted("words and " + status, ANSWER.errorAfter(WORDS, error), null, CUT);
    }
  }

  private void ofUsage() {
    Expected estimated = new Expected(PRIMARY, 1, ESTIMATED);
    scripted("no usage", ANSWER.reporting(Report.ABSENT), estimated, estimated);
    scripted("nonsense for usage", ANSWER.reporting(Report.NONSENSE), estimated, estimated);
  }

  private void thatPass() {
    turns("recovers from 500", () -> ANSWER.after(1, Refuse.status(500)), RETRIED);
    turns("brown-out", () -> ANSWER.brownOut(Refuse.status(503)), RETRIED);
    turns("flaps", () -> Refuse.status(529).flapping(1, 1, ANSWER), RETRIED);
    turns(
        "recovers from a broken head",
        () -> ANSWER.after(1, new Drop(Point.IN_HEAD)),
        new Expected(PRIMARY, 2, ESTIMATED));
  }

  private void waits(String name, Supplier<Script> script, Duration wait) {
    add(name, script, RETRIED_AND_LEFT, RETRIED_AND_LEFT, wait, PLAIN);
  }

  private void turns(String name, Supplier<Script> script, Expected expected) {
    add(name, script, expected, expected, ZERO, PLAIN);
  }

  /** A fault that each provider words in its own way. */
  private void shaped(String name, Script script, Expected expected) {
    add(name, () -> script, expected, expected, ZERO, Upstream.values());
  }

  private void scripted(
      String name, Script script, @Nullable Expected whole, @Nullable Expected streamed) {
    add(name, () -> script, whole, streamed, ZERO, PLAIN);
  }

  private void add(
      String name,
      Supplier<Script> script,
      @Nullable Expected whole,
      @Nullable Expected streamed,
      Duration wait,
      Upstream... upstreams) {
    faults.add(
        new Fault(name, new What.Scripted(script), whole, streamed, wait, List.of(upstreams)));
  }

  private void unreachable(String name, Supplier<BadAddress> address, Expected expected) {
    faults.add(
        new Fault(name, new What.Unreachable(address), expected, expected, ZERO, List.of(PLAIN)));
  }
}
