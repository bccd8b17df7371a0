package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Writes and reads news, as they pass from the second hop to the third and wait there. */
final class NewsMapper {

  private static final byte FORM = 1;

  private static final int MATCHED = 1;
  private static final int RETRACTED = 2;
  private static final int ENDANGERED = 3;
  private static final int SIGHTED = 4;

  private NewsMapper() {}

  /** Bytes of news. */
  static byte[] write(AgencyNews news) {
    CompactWriter to = new CompactWriter(FORM);
    switch (news) {
      case AgencyNews.Matched matched -> {
        begin(to, MATCHED, news);
        to.text(matched.token());
        to.number(matched.bucket());
        to.number(matched.hub() ? 1 : 0);
        to.number(matched.told().size());
        for (Bearer bearer : matched.told()) {
          BearerMapper.write(to, bearer.header());
          BearerMapper.write(to, bearer.mark());
        }
        to.texts(matched.withdrawn());
      }
      case AgencyNews.Retracted retracted -> {
        begin(to, RETRACTED, news);
        BearerMapper.write(to, retracted.header());
        to.number(retracted.version());
        to.text(retracted.reason().name());
      }
      case AgencyNews.Endangered endangered -> {
        begin(to, ENDANGERED, news);
        BearerMapper.write(to, endangered.header());
        to.number(endangered.standing() ? 1 : 0);
      }
      case AgencyNews.Sighted sighted -> {
        begin(to, SIGHTED, news);
        BearerMapper.write(to, sighted.header());
        to.texts(sighted.basedOn());
        to.text(sighted.likeness());
        to.number(sighted.standing() ? 1 : 0);
      }
    }
    return to.toBytes();
  }

  private static void begin(CompactWriter to, int kind, AgencyNews news) {
    to.number(kind);
    to.text(news.agency());
    to.text(news.agreement());
  }

  /** Reads what {@link #write} wrote. */
  static AgencyNews read(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, requireNonNull(bytes, "news"));
    int kind = from.count();
    String agency = from.text();
    String agreement = from.text();
    AgencyNews news =
        switch (kind) {
          case MATCHED ->
              new AgencyNews.Matched(
                  agency,
                  agreement,
                  from.text(),
                  from.count(),
                  from.count() != 0,
                  bearers(from),
                  from.texts());
          case RETRACTED ->
              new AgencyNews.Retracted(
                  agency,
                  agreement,
                  BearerMapper.header(from),
                  from.count(),
                  Retraction.Reason.valueOf(from.text()));
          case ENDANGERED ->
              new AgencyNews.Endangered(
                  agency, agreement, BearerMapper.header(from), from.count() != 0);
          case SIGHTED ->
              new AgencyNews.Sighted(
                  agency,
                  agreement,
                  BearerMapper.header(from),
                  from.texts(),
                  from.textOrNull(),
                  from.count() != 0);
          default -> throw new IllegalStateException("news of no kind");
        };
    from.end();
    return news;
  }

  private static List<Bearer> bearers(CompactReader from) {
    int size = from.elements();
    List<Bearer> bearers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      bearers.add(new Bearer(BearerMapper.header(from), BearerMapper.mark(from)));
    }
    return bearers;
  }
}
