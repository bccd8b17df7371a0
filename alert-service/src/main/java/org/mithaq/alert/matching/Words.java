package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that stand for texts which come again and again: agencies, codes, attributes, where an
 * exchange is reached. Either every text is written out where it comes first, and has a number from
 * there on to the end of one message; or whoever made this keeps the texts apart, and a number
 * stands for its text as long as anything that was written with it.
 *
 * <p>How many are kept is bounded, so that nobody can fill memory with texts that he makes up: what
 * is beyond the bound is written out each time. Not safe for use by many threads.
 */
public final class Words {

  /** So many texts have a number. */
  static final int MOST = 4_096;

  /** Longer texts, in characters, have none. */
  static final int LONGEST = 200;

  /** In place of a number: the text is to be written out. */
  static final int NONE = -1;

  private static final Words NOTHING = new Words(null, 0);

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final @Nullable Keeper keeper;
  private final int most;

  /** Keeps texts that were given a number. */
  public interface Keeper {

    /** Keeps one before anything is written with its number. */
    void keep(int number, String text);
  }

  private Words(@Nullable Keeper keeper, int most) {
    this.keeper = keeper;
    this.most = most;
  }

  /** None: every text is written out, as is quickest for what is soon gone. */
  static Words none() {
    return NOTHING;
  }

  /** Those of one message, which bears its own. */
  static Words ofMessage() {
    return new Words(null, MOST);
  }

  /**
   * Those that are kept apart from what is written.
   *
   * @param known the texts that have numbers already, from 0 on
   * @param keeper is given each new one
   */
  public static Words kept(List<String> known, Keeper keeper) {
    Words words = new Words(requireNonNull(keeper), MOST);
    known.forEach(words::add);
    return words;
  }

  /** The number of a text, or {@link #NONE} where it is to be written out. */
  int number(String text) {
    Integer number = numbers.get(text);
    if (number != null) {
      return number;
    }
    if (keeper == null || !hasRoom(text)) {
      return NONE;
    }
    keeper.keep(texts.size(), text);
    return add(text);
  }

  /** A text was written out, or read so. */
  void wroteOut(String text) {
    if (keeper == null && hasRoom(text) && !numbers.containsKey(text)) {
      add(text);
    }
  }

  /** The text of a number; one that stands for nothing is refused. */
  String text(long number) {
    if (number < 0 || number >= texts.size()) {
      throw new IllegalStateException("a word is missing");
    }
    return texts.get((int) number);
  }

  private boolean hasRoom(String text) {
    return texts.size() < most && text.length() <= LONGEST;
  }

  private int add(String text) {
    numbers.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }
}
