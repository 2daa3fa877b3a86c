package dev.weir.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Money for people. */
public final class Usd {
  private static final int NANO_DIGITS = 9;
  private static final int CENTS = 2;

  private Usd() {}

  /**
   * An amount of nano-USD as dollars: to the cent, and of less than ten cents the first two digits.
   * Half a unit is rounded up. So {@code $1,234.50}, {@code $0.043}, {@code $0.00012}.
   */
  public static String of(long nanos) {
    BigDecimal usd = BigDecimal.valueOf(nanos, NANO_DIGITS);
    // Digits after the point up to the second one that is not zero.
    int digits = usd.signum() == 0 ? CENTS : usd.scale() - usd.precision() + CENTS;
    int scale = Math.clamp(digits, CENTS, NANO_DIGITS);
    // 0.0996 is 0.10, and not 0.100.
    BigDecimal rounded = usd.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > CENTS && scale > CENTS) {
      rounded = rounded.setScale(scale - 1, RoundingMode.HALF_UP);
    }
    var format = new DecimalFormat("$#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(rounded.scale());
    format.setMaximumFractionDigits(rounded.scale());
    return format.format(rounded);
  }
}
