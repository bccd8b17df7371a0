package org.mithaq.audit.record;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record must say to be listed, in the terms of a {@link Stretch}: one of each of these.
 *
 * @param clauses the terms of which one must be said, for each that must hold
 */
record Sought(List<List<String>> clauses) {

  Sought {
    clauses = clauses.stream().map(List::copyOf).toList();
  }

  /**
   * What passes this filter and is of this agency's side. A filter must not find what its reader
   * may not see: other recipients are known to oversight, to who acted and to whose information it
   * is (see {@code Visibility}).
   */
  static Sought of(RecordFilter filter, Optional<String> side) {
    List<List<String>> clauses = new ArrayList<>();
    side.ifPresent(own -> clauses.add(List.of(Stretch.term(Stretch.SIDE, own))));
    filter.agency().ifPresent(v -> clauses.add(List.of(Stretch.term(Stretch.AGENCY, v))));
    filter
        .recipient()
        .ifPresent(
            v -> {
              clauses.add(List.of(Stretch.term(Stretch.RECIPIENT, v)));
              side.filter(own -> !own.equals(v))
                  .ifPresent(
                      own ->
                          clauses.add(
                              List.of(
                                  Stretch.term(Stretch.AGENCY, own),
                                  Stretch.term(Stretch.OWNER, own))));
            });
    filter.agreement().ifPresent(v -> clauses.add(List.of(Stretch.term(Stretch.AGREEMENT, v))));
    filter.article().ifPresent(v -> clauses.add(List.of(Stretch.term(Stretch.ARTICLE, v))));
    filter
        .operation()
        .ifPresent(v -> clauses.add(List.of(Stretch.term(Stretch.OPERATION, v.code()))));
    return new Sought(clauses);
  }

  /** Every term, once or more. */
  List<String> terms() {
    return clauses.stream().flatMap(List::stream).toList();
  }

  /** Which of a stretch's records say it, by the maps of its terms; what has no map is not said. */
  BitSet in(Map<String, BitSet> marks) {
    BitSet found = new BitSet(Stretch.PLACES);
    found.set(0, Stretch.PLACES);
    for (List<String> clause : clauses) {
      BitSet said = new BitSet(Stretch.PLACES);
      for (String term : clause) {
        BitSet map = marks.get(term);
        if (map != null) {
          said.or(map);
        }
      }
      found.and(said);
    }
    return found;
  }
}
