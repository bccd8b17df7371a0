package org.mithaq.audit.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  private static final Report REPORT =
      new Report(
          "2026-03",
          null,
          new Report.Basis("mithaq.example/2026", 12, "mithaq.example/2026\n12\n<&\n\n"),
          12,
          List.of(
              new Report.Line("agreement", "pjmg", null, null, null, null, "permitted", 3),
              new Report.Line("article", "pjmg", "=1+1", null, null, null, "permitted", 3),
              new Report.Line("pair", null, null, "ma-dgsn", "nl-kmar", null, "permitted", 2),
              new Report.Line(
                  "refusal", "a\",<b>", null, "es-gc", null, "disclosure", "refused", 1)));

  @Test
  void aTableHasAlineAfigureAndNamesTheLogThatItRestsOn() {
    assertThat(ReportText.csv(REPORT).split("\r\n"))
        .containsExactly(
            "month,side,log,size,statistic,agreement,article,agency,recipient,operation,decision,records",
            "2026-03,,mithaq.example/2026,12,agreement,pjmg,,,,,permitted,3",
            "2026-03,,mithaq.example/2026,12,article,pjmg,\"'=1+1\",,,,permitted,3",
            "2026-03,,mithaq.example/2026,12,pair,,,ma-dgsn,nl-kmar,,permitted,2",
            "2026-03,,mithaq.example/2026,12,refusal,\"a\"\",<b>\",,es-gc,,disclosure,refused,1");
  }

  @Test
  void aPageEscapesWhatItShowsAndNeedsNothingFromElsewhere() {
    String page = ReportText.page(REPORT);
    assertThat(page)
        .contains("<td>ma-dgsn</td><td>nl-kmar</td><td>permitted</td><td>2</td>")
        .contains("a&quot;,&lt;b&gt;", "&lt;&amp;", "the first 12 entries", "<p>None.</p>")
        .doesNotContain("<b>", "<script", "http://", "https://", "src=");
  }
}
