package dev.weir.schemas.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML 1.1's numbers and booleans: octal, hexadecimal, binary, underscores and base 60. */
final class YamlNumbers {
  private static final Set<String> TRUE = Set.of("yes", "true", "on");
  private static final Set<String> FALSE = Set.of("no", "false", "off");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]{1,4})?");
  private static final BigInteger SIXTY = BigInteger.valueOf(60);

  private YamlNumbers() {}

  static @Nullable Boolean flag(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(lower)) {
      return true;
    }
    return FALSE.contains(lower) ? false : null;
  }

  static @Nullable BigInteger whole(String text) {
    if (!Resolver.INT.matcher(text).matches()) {
      BigDecimal decimal = fraction(text);
      return decimal != null && decimal.stripTrailingZeros().scale() <= 0
          ? decimal.toBigInteger()
          : null;
    }
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    BigInteger magnitude = magnitude(digits.replaceFirst("^[-+]", ""));
    return negative ? magnitude.negate() : magnitude;
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.contains(":")) {
      BigInteger sum = BigInteger.ZERO;
      for (String part : digits.split(":", -1)) {
        sum = sum.multiply(SIXTY).add(new BigInteger(part));
      }
      return sum;
    }
    boolean octal = digits.length() > 1 && digits.startsWith("0");
    return new BigInteger(digits, octal ? 8 : 10);
  }

  static @Nullable BigDecimal decimal(String text) {
    BigInteger whole = Resolver.INT.matcher(text).matches() ? whole(text) : null;
    return whole == null ? fraction(text) : new BigDecimal(whole);
  }

  private static @Nullable BigDecimal fraction(String text) {
    String plain = text.replace("_", "");
    boolean number =
        DECIMAL.matcher(plain).matches() && plain.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (!number || plain.matches("[-+]?\\.?[eE].*")) {
      return null;
    }
    return new BigDecimal(plain);
  }
}
