package org.mithaq.exchange.selector;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When somebody was born: a year, a month or a day, as exactly as it is known.
 *
 * @param text as it was reported
 * @param earliest the first day that it may mean
 * @param latest the last day that it may mean
 */
public record BirthDate(String text, LocalDate earliest, LocalDate latest) {

  private static final Pattern SHAPE = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");
  private static final int FIRST_YEAR = 1850;

  /** Reads a year ({@code 1987}), a month ({@code 1987-05}) or a day ({@code 1987-05-31}). */
  public static Optional<BirthDate> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    try {
      Year year = Year.of(Integer.parseInt(shape.group(1)));
      if (year.getValue() < FIRST_YEAR) {
        return Optional.empty();
      }
      if (shape.group(2) == null) {
        return Optional.of(new BirthDate(text, year.atDay(1), year.atMonth(12).atEndOfMonth()));
      }
      YearMonth month = year.atMonth(Integer.parseInt(shape.group(2)));
      if (shape.group(3) == null) {
        return Optional.of(new BirthDate(text, month.atDay(1), month.atEndOfMonth()));
      }
      LocalDate day =
          LocalDate.of(year.getValue(), month.getMonth(), Integer.parseInt(shape.group(3)));
      return Optional.of(new BirthDate(text, day, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "BirthDate[redacted]";
  }
}
