package org.mithaq.bench.matcher;

import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.bench.network.MemoryPostings;

/** The product's matcher over memory. */
final class MatcherFinder implements Finder {

  private final TokenMatcher matcher;
  private final Findings findings;

  MatcherFinder(int cap, Findings findings) {
    this.matcher = new TokenMatcher(new MemoryPostings(), cap);
    this.findings = findings;
  }

  @Override
  public void take(Arrival arrival) {
    for (AgencyNews.Matched news :
        matcher.apply(arrival.agreement(), arrival.token(), arrival.change())) {
      findings.told(news);
    }
  }

  @Override
  public void close() {
    // Memory goes by itself.
  }
}
