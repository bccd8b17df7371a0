package org.mithaq.alert.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads views as the first hop keeps them: what they bear by the matching key of one
 * epoch.
 */
final class ViewMapper {

  private static final byte FORM = 3;

  private final int epoch;

  /**
   * @param epoch of the matching key that is matched by
   */
  ViewMapper(int epoch) {
    this.epoch = epoch;
  }

  /** Bytes of a view. */
  byte[] write(View view) {
    CompactWriter to = new CompactWriter(FORM);
    to.number(epoch);
    BearerMapper.write(to, view.header());
    to.number(view.rendering());
    to.flag(view.active());
    to.word(view.exchange());
    to.words(view.audience());
    to.number(view.expiresAt());
    to.flag(view.dangerToLife());
    to.ids(view.basedOn());
    to.number(view.selectors().size());
    for (Selector selector : view.selectors()) {
      to.number(selector.n());
      to.word(selector.type());
      to.wordOrNull(selector.role());
      to.number(selector.tokens().size());
      for (Selector.Token token : selector.tokens()) {
        to.token(token.id());
        to.wordOrNull(token.attribute());
        to.flag(token.former());
      }
      BearerMapper.write(to, selector.nameFilters());
    }
    return to.toBytes();
  }

  /**
   * Reads what {@link #write} wrote; null stays null.
   *
   * @throws FormException also where it was written by another key
   */
  @Nullable View read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    long kept = from.number();
    if (kept != epoch) {
      throw FormException.ofKey(kept, epoch);
    }
    View view =
        new View(
            BearerMapper.header(from),
            from.small(),
            from.flag(),
            from.word(),
            from.words(),
            from.number(),
            from.flag(),
            from.ids(),
            selectors(from));
    from.end();
    return view;
  }

  private static List<Selector> selectors(CompactReader from) {
    int size = from.size();
    List<Selector> selectors = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      selectors.add(
          new Selector(
              from.small(),
              from.word(),
              from.wordOrNull(),
              tokens(from),
              BearerMapper.filters(from)));
    }
    return selectors;
  }

  private static List<Selector.Token> tokens(CompactReader from) {
    int size = from.size();
    List<Selector.Token> tokens = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      tokens.add(new Selector.Token(from.token(), from.wordOrNull(), from.flag()));
    }
    return tokens;
  }
}
