package org.mithaq.alert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.Mark;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.View;

/** One person is more than one network. */
class SamePersonTest {

  private static final Scoring SCORING = MemoryCluster.defaults();
  private static final String NAME = "person-name=youssef amrani";
  private static final String PART = "person-part=amrani 1987-03-02";

  private static SignalEvent signal(int n) {
    return SignalEvent.signal(n, "ma-dgsn", "nl-kmar");
  }

  private static SamePerson judge(SignalEvent one, SignalEvent other) {
    View first = one.view();
    View second = other.view();
    Map<String, Mark> marks = new HashMap<>();
    first.postings().forEach((token, posting) -> marks.put(token, posting.mark()));
    List<PairScore.Shared> shared = new ArrayList<>();
    for (Map.Entry<String, Posting> each : second.postings().entrySet()) {
      Mark mark = marks.get(each.getKey());
      if (mark != null) {
        shared.add(new PairScore.Shared(each.getKey(), 2, mark, each.getValue().mark()));
      }
    }
    return SamePerson.likeliest(SCORING, first.header(), second.header(), shared);
  }

  @Test
  void aNameAloneIsNobodyAndAContactConfirmsIt() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME);
    SignalEvent other = signal(2).bearingPerson("contact", NAME);

    assertThat(judge(one, other)).isNull();
    assertThat(judge(one.bearing("phone", "x"), other.bearing("phone", "x"))).isNotNull();
    assertThat(judge(one.bearing("vehicle", "x"), other.bearing("vehicle", "x"))).isNull();
  }

  @Test
  void anotherDocumentCountsOnlyWhereItIsClearWhoseItIs() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME).bearing("phone", "x");
    SignalEvent other = signal(2).bearingPerson("contact", NAME).bearing("phone", "x");
    SamePerson silent = judge(one, other);
    SignalEvent bearing = one.bearing("document", "a");
    SignalEvent differing = other.bearing("document", "b");

    assertThat(judge(bearing, differing).score()).isLessThan(silent.score());
    assertThat(judge(bearing, differing.bearing("document", "c"))).isEqualTo(silent);
    assertThat(judge(bearing, differing.bearingPerson("contact", "person-name=other")))
        .isEqualTo(silent);
  }

  @Test
  void whatRelativesShareMakesThemNoOnePerson() {
    SignalEvent one = signal(1).bearing("phone", "x").bearing("address", "y");
    SignalEvent other = signal(2).bearing("phone", "x").bearing("address", "y");

    assertThat(
            judge(
                one.bearingPerson("suspect", PART, "person-name=youssef amrani"),
                other.bearingPerson("suspect", PART, "person-name=hassan amrani")))
        .as("born on one day, of one family")
        .isNull();
    assertThat(
            judge(
                one.bearingPerson("suspect", NAME, "person-year=1960"),
                other.bearingPerson("suspect", NAME, "person-year=1987")))
        .as("father and son of one name")
        .isNull();
  }

  @Test
  void ofAllElseTheBestCountsOnce() {
    SignalEvent one = signal(1).bearingPerson("suspect", NAME).bearing("phone", "x");
    SignalEvent other = signal(2).bearingPerson("suspect", NAME).bearing("phone", "x");
    SamePerson byPhone = judge(one, other);
    SamePerson byBoth = judge(one.bearing("document", "d"), other.bearing("document", "d"));

    assertThat(byBoth.score()).isGreaterThan(byPhone.score());
    assertThat(byBoth.evidence()).hasSize(2);
  }
}
