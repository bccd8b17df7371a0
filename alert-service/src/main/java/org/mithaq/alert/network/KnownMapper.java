package org.mithaq.alert.network;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.BearerMapper;
import org.mithaq.alert.matching.CompactReader;
import org.mithaq.alert.matching.CompactWriter;
import org.mithaq.alert.matching.Mark;

/** Writes and reads what an agency knows, as the third hop keeps it. */
final class KnownMapper {

  private static final byte FORM = 3;

  private KnownMapper() {}

  /** Bytes of a signal. */
  static byte[] write(KnownSignal signal) {
    CompactWriter to = new CompactWriter(FORM);
    BearerMapper.write(to, signal.header());
    to.number(signal.marks().size());
    signal
        .marks()
        .forEach(
            (token, mark) -> {
              to.token(token);
              BearerMapper.write(to, mark);
            });
    to.number(signal.level());
    return to.toBytes();
  }

  /** Reads a signal; null stays null. */
  static @Nullable KnownSignal signal(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    KnownSignal signal = new KnownSignal(BearerMapper.header(from), marks(from), from.small());
    from.end();
    return signal;
  }

  private static Map<String, Mark> marks(CompactReader from) {
    int size = from.size();
    Map<String, Mark> marks = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      marks.put(from.token(), BearerMapper.mark(from));
    }
    return marks;
  }

  /** Bytes of a token. */
  static byte[] write(KnownToken token) {
    CompactWriter to = new CompactWriter(FORM);
    to.number(token.bucket());
    to.flag(token.hub());
    to.ids(token.bearers());
    return to.toBytes();
  }

  /** Reads a token; null stays null. */
  static @Nullable KnownToken token(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    CompactReader from = new CompactReader(FORM, bytes);
    KnownToken token = new KnownToken(from.small(), from.flag(), from.ids());
    from.end();
    return token;
  }
}
