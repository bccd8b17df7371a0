package org.mithaq.bench.matcher;

import java.io.IOException;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Posting;

/**
 * One that is given a stream and says, for each agency, which of the signals that it may know bear
 * the same token.
 */
public interface Finder extends AutoCloseable {

  /** Takes what arrives. */
  void take(Arrival arrival);

  @Override
  void close() throws IOException;

  /** Where findings go: as the product tells them, or pair by pair. */
  interface Findings {

    /** News as the product sends them. */
    void told(AgencyNews.Matched news);

    /** One agency may know that two signals bear one token. */
    void pair(String agency, String token, Posting earlier, Posting later);
  }

  /** A kind of finder. */
  interface Kind {

    /** What it is called in the results. */
    String name();

    /** An empty one. */
    Finder open(Findings findings) throws IOException;
  }
}
