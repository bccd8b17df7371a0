package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Writes and reads news, as they pass from the second hop to the third and wait there. */
final class NewsMapper {

  private static final byte FORM = 3;

  private static final int MATCHED = 1;
  private static final int RETRACTED = 2;
  private static final int ENDANGERED = 3;
  private static final int SIGHTED = 4;
  private static final int WARNED = 5;

  private NewsMapper() {}

  /** Bytes of news. */
  static byte[] write(AgencyNews news) {
    CompactWriter to = new CompactWriter(FORM);
    switch (news) {
      case AgencyNews.Matched matched -> {
        begin(to, MATCHED, news);
        to.token(matched.token());
        to.number(matched.bucket());
        to.flag(matched.hub());
        to.number(matched.told().size());
        for (Bearer bearer : matched.told()) {
          BearerMapper.write(to, bearer.header());
          BearerMapper.write(to, bearer.mark());
        }
        to.ids(matched.withdrawn());
      }
      case AgencyNews.Retracted retracted -> {
        begin(to, RETRACTED, news);
        BearerMapper.write(to, retracted.header());
        to.number(retracted.version());
        to.word(retracted.reason().name());
      }
      case AgencyNews.Endangered endangered -> {
        begin(to, ENDANGERED, news);
        BearerMapper.write(to, endangered.header());
        to.flag(endangered.standing());
      }
      case AgencyNews.Sighted sighted -> {
        begin(to, SIGHTED, news);
        BearerMapper.write(to, sighted.header());
        to.ids(sighted.basedOn());
        to.wordOrNull(sighted.likeness());
        to.flag(sighted.standing());
      }
      case AgencyNews.Warned warned -> {
        begin(to, WARNED, news);
        BearerMapper.write(to, warned.header());
        to.word(warned.notice());
      }
    }
    return to.toBytes();
  }

  private static void begin(CompactWriter to, int kind, AgencyNews news) {
    to.number(kind);
    to.word(news.agency());
    to.word(news.agreement());
  }

  /** Reads what {@link #write} wrote. */
  static AgencyNews read(byte[] bytes) {
    CompactReader from = new CompactReader(FORM, requireNonNull(bytes, "news"));
    int kind = from.small();
    String agency = from.word();
    String agreement = from.word();
    AgencyNews news =
        switch (kind) {
          case MATCHED ->
              new AgencyNews.Matched(
                  agency,
                  agreement,
                  from.token(),
                  from.small(),
                  from.flag(),
                  bearers(from),
                  from.ids());
          case RETRACTED ->
              new AgencyNews.Retracted(
                  agency,
                  agreement,
                  BearerMapper.header(from),
                  from.small(),
                  Retraction.Reason.valueOf(from.word()));
          case ENDANGERED ->
              new AgencyNews.Endangered(agency, agreement, BearerMapper.header(from), from.flag());
          case SIGHTED ->
              new AgencyNews.Sighted(
                  agency,
                  agreement,
                  BearerMapper.header(from),
                  from.ids(),
                  from.wordOrNull(),
                  from.flag());
          case WARNED ->
              new AgencyNews.Warned(agency, agreement, BearerMapper.header(from), from.word());
          default -> throw new IllegalStateException("news of no kind");
        };
    from.end();
    return news;
  }

  private static List<Bearer> bearers(CompactReader from) {
    int size = from.size();
    List<Bearer> bearers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      bearers.add(new Bearer(BearerMapper.header(from), BearerMapper.mark(from)));
    }
    return bearers;
  }
}
