package dev.weir.schemas.config;

import dev.weir.schemas.config.YamlValue.Mapping;
import dev.weir.schemas.config.YamlValue.Scalar;
import dev.weir.schemas.config.YamlValue.Sequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting, there or not. Each reading method answers null (or nothing) when the setting is not
 * set, or when it is wrong and that has been noted; so a reader goes on and all errors are found.
 */
final class Setting {
  private static final String REFERENCE = "os.environ/";
  private static final int SHOWN = 60;
  private static final int NANO_DIGITS = 9;

  private final Findings findings;
  private final String path;
  private final Place place;
  private final @Nullable YamlValue value;

  Setting(Findings findings, String path, Place place, @Nullable YamlValue value) {
    this.findings = findings;
    this.path = path;
    this.place = value == null ? place : value.place();
    this.value =
        value instanceof Scalar(var _, YamlValue.Kind kind, var _) && kind == YamlValue.Kind.NULL
            ? null
            : value;
  }

  /** A scalar with its variable resolved; {@code shown} is what a message may say of it. */
  private record Plain(YamlValue.Kind kind, String text, String shown) {}

  boolean present() {
    return value != null;
  }

  String path() {
    return path;
  }

  Place place() {
    return place;
  }

  /** This setting, or the other where this one is not set. */
  Setting or(Setting other) {
    return !present() && other.present() ? other : this;
  }

  /** The value as written, its variable not resolved; null unless it is a scalar. */
  @Nullable String written() {
    return value instanceof Scalar scalar ? scalar.text() : null;
  }

  /** What a message may say of a scalar: what is written, never what a variable holds. */
  String shown() {
    return "`" + cut(String.valueOf(written())) + "`";
  }

  /** The variable's name when the value is {@code os.environ/NAME}; else null. */
  @Nullable String variable() {
    String written = written();
    return written != null && written.startsWith(REFERENCE)
        ? written.substring(REFERENCE.length()).strip()
        : null;
  }

  /** Whether it refers to a variable that is not set. */
  boolean isUnset() {
    String name = variable();
    return name != null && findings.variable(name) == null;
  }

  @Nullable String text() {
    return text("text");
  }

  @Nullable String text(String expected) {
    Plain plain = plain(expected);
    if (plain != null && plain.kind == YamlValue.Kind.BOOLEAN) {
      wrong("found " + plain.shown, expected + "; put it in quotes if it is meant as text");
      return null;
    }
    return plain == null ? null : plain.text;
  }

  @Nullable Secret secret() {
    if (value instanceof Scalar) {
      Plain plain = plain("text");
      return plain == null ? null : new Secret(plain.text);
    }
    wrongKind("text");
    return null;
  }

  @Nullable Boolean flag() {
    return parsed("true or false", YamlNumbers::flag);
  }

  boolean flag(boolean unset) {
    Boolean flag = flag();
    return flag == null ? unset : flag;
  }

  @Nullable Long whole(long least, long most) {
    String expected =
        most >= Integer.MAX_VALUE
            ? "a whole number of at least " + least
            : "a whole number from " + least + " to " + most;
    BigInteger number = parsed(expected, text -> within(YamlNumbers.whole(text), least, most));
    return number == null ? null : number.longValueExact();
  }

  @Nullable Integer whole(int least) {
    Long number = whole(least, Integer.MAX_VALUE);
    return number == null ? null : number.intValue();
  }

  int whole(int least, int most, int unset) {
    Long number = whole((long) least, most);
    return number == null ? unset : number.intValue();
  }

  private static @Nullable BigInteger within(@Nullable BigInteger number, long least, long most) {
    boolean inside =
        number != null
            && number.compareTo(BigInteger.valueOf(least)) >= 0
            && number.compareTo(BigInteger.valueOf(most)) <= 0;
    return inside ? number : null;
  }

  /** A number that is not negative. */
  @Nullable BigDecimal amount(String expected) {
    return parsed(
        expected,
        text -> {
          BigDecimal number = YamlNumbers.decimal(text);
          return number == null || number.signum() < 0 ? null : number;
        });
  }

  /** A number of seconds; anything longer than a century is refused with it. */
  @Nullable Duration seconds() {
    BigDecimal seconds =
        parsed(
            "a number of seconds",
            text -> {
              BigDecimal number = YamlNumbers.decimal(text);
              boolean inside =
                  number != null
                      && number.signum() >= 0
                      && number.compareTo(new BigDecimal("3e9")) < 0;
              return inside ? number : null;
            });
    return seconds == null ? null : ofSeconds(seconds);
  }

  static Duration ofSeconds(BigDecimal seconds) {
    return Duration.ofNanos(
        seconds.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /** The base address of a server, without a slash at its end; never shown, it may hold a key. */
  @Nullable URI url() {
    String text = text("a URL");
    if (text == null) {
      return null;
    }
    URI url = baseUrl(text.strip().replaceAll("/+$", ""));
    if (url == null) {
      error("is not a URL; expected one such as https://host/v1 without user, password and query");
    }
    return url;
  }

  private static @Nullable URI baseUrl(String text) {
    try {
      var url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return http && plain ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** What {@code parse} makes of the text; null from it means that the value is wrong. */
  <T> @Nullable T parsed(String expected, Function<String, @Nullable T> parse) {
    Plain plain = plain(expected);
    if (plain == null) {
      return null;
    }
    T parsed = parse.apply(plain.text);
    if (parsed == null) {
      wrong("found " + plain.shown, expected);
    }
    return parsed;
  }

  /** A list of texts; one text stands for a list of one. */
  List<String> texts() {
    var texts = new ArrayList<String>();
    for (Setting item : each("a list of texts")) {
      String text = item.text();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The list's items; one scalar stands for a list of one. */
  List<Setting> each(String expected) {
    return value instanceof Scalar ? List.of(this) : items(expected);
  }

  /** The list's items; a value that is no list is wrong. */
  List<Setting> items(String expected) {
    if (value instanceof Sequence sequence) {
      var items = new ArrayList<Setting>();
      for (YamlValue item : sequence.items()) {
        items.add(new Setting(findings, path + "[" + items.size() + "]", item.place(), item));
      }
      return items;
    }
    wrongKind(expected);
    return List.of();
  }

  boolean isMap() {
    return value instanceof Mapping;
  }

  boolean isList() {
    return value instanceof Sequence;
  }

  /** The map below; an empty one when it is not set, or wrong. */
  Section section() {
    return section("a map of settings");
  }

  Section section(String expected) {
    if (value instanceof Mapping mapping) {
      return new Section(findings, path, mapping);
    }
    wrongKind(expected);
    return new Section(findings, path, Mapping.empty(place));
  }

  /** An empty map in this setting's place, called otherwise. */
  Section none(String name) {
    return new Section(findings, name, Mapping.empty(place));
  }

  @Nullable YamlValue value() {
    return value;
  }

  /** For a setting that is read and checked, and waits for what will use it. */
  Setting withoutEffectYet() {
    if (present()) {
      warn("has no effect in Weir yet");
    }
    return this;
  }

  void error(String text) {
    findings.error(place, path, text);
  }

  void warn(String text) {
    findings.warn(place, path, text);
  }

  /** Notes that a variable which the setting falls back to is not set. */
  void missing(String variable) {
    findings.missing(variable, place, path);
  }

  private @Nullable Plain plain(String expected) {
    if (!(value instanceof Scalar(var _, YamlValue.Kind kind, String text))) {
      wrongKind(expected);
      return null;
    }
    String name = variable();
    if (name == null) {
      return new Plain(kind, text, place.line() == 0 ? "another value" : "`" + cut(text) + "`");
    }
    String resolved = findings.variable(name);
    if (resolved == null) {
      findings.missing(name, place, path);
      return null;
    }
    // The variable may be a secret that was named by mistake: its value is never shown.
    return new Plain(
        YamlValue.Kind.TEXT, resolved, "the value of the environment variable `" + name + "`");
  }

  private void wrongKind(String expected) {
    switch (value) {
      case null -> {}
      case Scalar _ -> wrong("found " + shown(), expected);
      case Sequence _ -> wrong("found a list", expected);
      case Mapping _ -> wrong("found a map", expected);
    }
  }

  private void wrong(String found, String expected) {
    error(found + ", expected " + expected);
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\R", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
