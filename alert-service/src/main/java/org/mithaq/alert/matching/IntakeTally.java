package org.mithaq.alert.matching;

/** Counts what becomes of the views that arrive. Safe for use by many threads. */
public interface IntakeTally {

  /** A view was taken. */
  void taken();

  /** A view was not newer than the last. */
  void stale();

  /**
   * A view went to the dead letters: an alarm.
   *
   * @param reason a word of a short list
   */
  void dead(String reason);

  /**
   * So many signals of a part of the work bear tokens, and none by the key that is matched by: an
   * alarm, once history has been read. They meet nothing, or go on by what their version bore
   * before.
   */
  void byOtherKey(String part, int count);

  /** Counts nothing. */
  IntakeTally NONE =
      new IntakeTally() {
        @Override
        public void taken() {}

        @Override
        public void stale() {}

        @Override
        public void dead(String reason) {}

        @Override
        public void byOtherKey(String part, int count) {}
      };
}
