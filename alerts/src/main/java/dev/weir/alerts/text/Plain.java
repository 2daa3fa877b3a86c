package dev.weir.alerts.text;

import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * Words and figures in messages. Names come from users: none may look like a line of ours, a
 * mention or a link.
 */
final class Plain {
  private static final int LONGEST = 100;
  private static final int SHORTENED = 8;

  private Plain() {}

  /** A name as plain text: on one line, without characters that nobody sees, not too long. */
  static String name(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(c -> hidden(c) ? ' ' : c == '`' ? '\'' : c)
        .limit(LONGEST)
        .forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** A name in mrkdwn: as code, where Slack gives no character a meaning but these three. */
  static String code(String text) {
    return "`" + escaped(name(text)) + "`";
  }

  /** Escapes the three characters that Slack's mrkdwn gives a meaning to. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The beginning of a hash. */
  static String shortened(String id) {
    return id.length() <= SHORTENED ? id : id.substring(0, SHORTENED) + "…";
  }

  /** Dollars with cents; small amounts with as many places as they need. */
  static String usd(long nanos) {
    BigDecimal exact = Money.usd(nanos);
    int places = exact.abs().compareTo(BigDecimal.ONE) >= 0 ? 2 : Math.max(2, exact.scale());
    return "$" + exact.setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  /** A noun with its number. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** In two units, as a person would say it. */
  static String span(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : Math.max(0, time.toSeconds()) + " s";
  }
}
