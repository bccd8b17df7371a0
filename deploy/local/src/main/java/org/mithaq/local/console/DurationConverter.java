package org.mithaq.local.console;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h}, {@code 2d}, {@code 1h30m},
 * or ISO 8601.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  @Override
  public Duration convert(String text) {
    Duration duration = parse(text);
    if (duration.isZero() || duration.isNegative()) {
      throw new TypeConversionException("'" + text + "' is no time at all; write e.g. 5m or 1h");
    }
    return duration;
  }

  private static Duration parse(String text) {
    if (text.startsWith("P")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw unknown(text);
      }
    }
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw unknown(text);
    }
    return sum;
  }

  private static TypeConversionException unknown(String text) {
    return new TypeConversionException(
        "'" + text + "' is not a duration; write e.g. 90s, 5m or 1h");
  }
}
