package org.mithaq.bench.linkage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mithaq.exchange.selector.BirthDate;

/** Dates as the sets write them, as exactly as they can be read. */
final class Dates {

  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");
  private static final Pattern MONTH_FIRST = Pattern.compile("([A-Za-z]{3}) (\\d{1,2}) (\\d{4})");
  private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})-([A-Za-z]{3})-(\\d{2})");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Of two-digit years those above are of the last century. */
  private static final int THIS_CENTURY = 26;

  private Dates() {}

  /** {@code yyyymmdd} or ISO 8601; what is no date keeps its year and month, if they are. */
  static Optional<String> iso(String text) {
    Matcher compact = COMPACT.matcher(text);
    String dashed =
        compact.matches()
            ? compact.group(1) + "-" + compact.group(2) + "-" + compact.group(3)
            : text;
    for (int length : new int[] {"yyyy-mm-dd".length(), "yyyy-mm".length(), "yyyy".length()}) {
      if (dashed.length() >= length && BirthDate.parse(dashed.substring(0, length)).isPresent()) {
        return Optional.of(dashed.substring(0, length));
      }
    }
    return Optional.empty();
  }

  /** As it is written in the United States: the month first, unless that can be none. */
  static Optional<String> american(String text) {
    Matcher slashed = SLASHED.matcher(text);
    if (slashed.matches()) {
      int first = Integer.parseInt(slashed.group(1));
      int second = Integer.parseInt(slashed.group(2));
      boolean swapped = first > MONTHS.size();
      return date(slashed.group(3), swapped ? second : first, swapped ? first : second);
    }
    Matcher monthFirst = MONTH_FIRST.matcher(text);
    if (monthFirst.matches()) {
      return date(
          monthFirst.group(3), month(monthFirst.group(1)), Integer.parseInt(monthFirst.group(2)));
    }
    Matcher dayFirst = DAY_FIRST.matcher(text);
    if (dayFirst.matches()) {
      return date(dayFirst.group(3), month(dayFirst.group(2)), Integer.parseInt(dayFirst.group(1)));
    }
    return iso(text);
  }

  private static int month(String name) {
    return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
  }

  private static Optional<String> date(String year, int month, int day) {
    int number = Integer.parseInt(year);
    int whole = year.length() > 2 ? number : number + (number > THIS_CENTURY ? 1900 : 2000);
    return iso("%04d-%02d-%02d".formatted(whole, month, day));
  }
}
