package org.mithaq.bench.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Intake;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.TokenMatcher;
import org.mithaq.alert.matching.View;

/**
 * A world as the product's matcher tells one agency of it: what no parameter of the score changes,
 * so that many can be tried on it.
 *
 * @param world the world
 * @param agency who is told
 * @param news what it is told, in order
 */
public record Heard(World world, String agency, List<AgencyNews.Matched> news) {

  /** Copies the list. */
  public Heard {
    news = List.copyOf(news);
  }

  /** Passes a world through the matcher. */
  public static Heard of(World world, String agency) {
    TokenMatcher matcher = new TokenMatcher(new MemoryPostings(), NetworksCommand.HUB_CAP);
    List<AgencyNews.Matched> news = new ArrayList<>();
    for (View view : world.views().values()) {
      for (Map.Entry<String, PostingChange> change : Intake.changes(null, view, null).entrySet()) {
        for (AgencyNews.Matched each :
            matcher.apply(view.header().agreement(), change.getKey(), change.getValue())) {
          if (each.agency().equals(agency)) {
            news.add(each);
          }
        }
      }
    }
    return new Heard(world, agency, news);
  }
}
