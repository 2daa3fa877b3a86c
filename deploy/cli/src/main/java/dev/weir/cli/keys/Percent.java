package dev.weir.cli.keys;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share of a budget, 1.0 = all of it. */
record Percent(double share) {
  private static final BigDecimal MOST = BigDecimal.valueOf(10_000);

  boolean reachedBy(@Nullable Double of) {
    return of != null && of >= share;
  }

  /** Reads {@code 80} or {@code 80%}. */
  static final class Converter implements ITypeConverter<Percent> {
    @Override
    public Percent convert(String text) {
      try {
        var percent = new BigDecimal(text.replaceFirst(" ?%$", ""));
        if (percent.signum() >= 0 && percent.compareTo(MOST) <= 0) {
          return new Percent(percent.movePointLeft(2).doubleValue());
        }
      } catch (NumberFormatException _) {
        // Said below.
      }
      throw new TypeConversionException("'" + text + "' is no percentage such as 80");
    }
  }
}
