package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads news, as they pass from the second hop to the third and wait there. What matches
 * share, the headers of signals, is written once and named by its place.
 */
final class NewsMapper {

  private static final byte FORM = 3;

  private static final int MATCHES = 1;
  private static final int RETRACTED = 2;
  private static final int ENDANGERED = 3;
  private static final int SIGHTED = 4;
  private static final int WARNED = 5;

  private NewsMapper() {}

  /** Bytes of news. */
  static byte[] write(AgencyNews news) {
    CompactWriter to = new CompactWriter(FORM);
    switch (news) {
      case AgencyNews.Matches matches -> {
        begin(to, MATCHES, news);
        Map<Header, Integer> places = new LinkedHashMap<>();
        matches.each().stream()
            .flatMap(matched -> matched.told().stream())
            .forEach(bearer -> places.putIfAbsent(bearer.header(), places.size()));
        to.number(places.size());
        places.keySet().forEach(header -> BearerMapper.write(to, header));
        to.number(matches.each().size());
        matches.each().forEach(matched -> write(to, matched, places));
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

  private static void write(
      CompactWriter to, AgencyNews.Matched matched, Map<Header, Integer> places) {
    to.token(matched.token());
    to.number(matched.bucket());
    to.flag(matched.hub());
    to.number(matched.told().size());
    for (Bearer bearer : matched.told()) {
      to.number(requireNonNull(places.get(bearer.header())));
      BearerMapper.write(to, bearer.mark());
    }
    to.ids(matched.withdrawn());
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
          case MATCHES ->
              new AgencyNews.Matches(agency, agreement, matches(agency, agreement, from));
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

  private static List<AgencyNews.Matched> matches(
      String agency, String agreement, CompactReader from) {
    List<Header> headers = new ArrayList<>();
    for (int left = from.size(); left > 0; left--) {
      headers.add(BearerMapper.header(from));
    }
    List<AgencyNews.Matched> matches = new ArrayList<>();
    for (int left = from.size(); left > 0; left--) {
      matches.add(
          new AgencyNews.Matched(
              agency,
              agreement,
              from.token(),
              from.small(),
              from.flag(),
              bearers(headers, from),
              from.ids()));
    }
    return matches;
  }

  private static List<Bearer> bearers(List<Header> headers, CompactReader from) {
    int size = from.size();
    List<Bearer> bearers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int place = from.small();
      if (place < 0 || place >= headers.size()) {
        throw new IllegalStateException("a header is missing");
      }
      bearers.add(new Bearer(headers.get(place), BearerMapper.mark(from)));
    }
    return bearers;
  }
}
