package org.mithaq.bench.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the sets write a row and a date. */
class SetsTest {

  @Test
  void readsQuotedCells() {
    assertThat(Csv.cells("1, ,\"12 Main St, Salem\",\"\"\"Jay\"\" <j@j.example>\""))
        .containsExactly("1", "", "12 Main St, Salem", "\"Jay\" <j@j.example>");
  }

  @ParameterizedTest
  @CsvSource({
    "12/11/1978, 1978-12-11",
    "3/1/70, 1970-03-01",
    "8/2/06, 2006-08-02",
    "20/8/1991, 1991-08-20",
    "Mar 1 1970, 1970-03-01",
    "24-May-11, 2011-05-24",
    "1993-09-14, 1993-09-14",
  })
  void readsAmericanDates(String text, String iso) {
    assertThat(Dates.american(text)).contains(iso);
  }

  @Test
  void keepsOfADateThatIsNoneWhatCanBeRead() {
    assertThat(Dates.iso("19300213")).contains("1930-02-13");
    assertThat(Dates.iso("19300230")).contains("1930-02");
    assertThat(Dates.iso("19301340")).contains("1930");
    assertThat(Dates.iso("")).isEmpty();
  }
}
