package org.mithaq.alert.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.Mark;

/** What two signals share, each token borne by no third. */
final class Sharing {

  private Sharing() {}

  static List<PairScore.Shared> of(SignalEvent one, SignalEvent other) {
    Map<String, Mark> marks = new HashMap<>();
    one.view().postings().forEach((token, posting) -> marks.put(token, posting.mark()));
    List<PairScore.Shared> shared = new ArrayList<>();
    other
        .view()
        .postings()
        .forEach(
            (token, posting) -> {
              Mark mark = marks.get(token);
              if (mark != null) {
                shared.add(new PairScore.Shared(token, 2, mark, posting.mark()));
              }
            });
    return shared;
  }
}
