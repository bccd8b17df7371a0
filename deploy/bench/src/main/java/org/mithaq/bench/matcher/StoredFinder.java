package org.mithaq.bench.matcher;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.TokenChanges;
import org.mithaq.alert.matching.TokenTopology;

/** The product's second hop as it runs in Kafka Streams, over its RocksDB stores. */
final class StoredFinder implements Finder {

  private final Stage<TokenChanges, AgencyNews> stage;

  StoredFinder(int cap, long storeMemory, Findings findings) throws IOException {
    stage =
        new Stage<>(
            new TokenTopology(cap),
            Arrival::changes,
            storeMemory,
            UnaryOperator.identity(),
            news -> {
              if (news instanceof AgencyNews.Matches matches) {
                matches.each().forEach(findings::told);
              }
            });
  }

  @Override
  public void take(Arrival arrival) {
    stage.take(arrival);
  }

  @Override
  public void close() throws IOException {
    stage.close();
  }
}
