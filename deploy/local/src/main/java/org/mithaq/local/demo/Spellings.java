package org.mithaq.local.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mithaq.local.watch.NoticeView;

/**
 * How agencies wrote one and the same thing, as the evidence of a notice joins them.
 *
 * @param type what it is
 * @param written the different spellings, each with the first agency that wrote it so
 */
record Spellings(String type, List<Written> written) {

  Spellings {
    written = List.copyOf(written);
  }

  /** What an agency wrote. */
  record Written(String agency, String text) {}

  /** The thing in a notice that was written in most ways, if any was in more than one. */
  static Optional<Spellings> of(NoticeView notice, Map<String, Report> ids) {
    Map<Place, Place> roots = new HashMap<>();
    Map<Place, String> types = new LinkedHashMap<>();
    for (NoticeView.Evidence piece : notice.evidence()) {
      if (piece.signals().size() == 2 && piece.selectors().size() == 2) {
        Place one = new Place(piece.signals().get(0), piece.selectors().get(0));
        Place other = new Place(piece.signals().get(1), piece.selectors().get(1));
        types.putIfAbsent(one, piece.type());
        types.putIfAbsent(other, piece.type());
        roots.put(root(roots, one), root(roots, other));
      }
    }
    Map<Place, List<Place>> things = new LinkedHashMap<>();
    types
        .keySet()
        .forEach(
            place -> things.computeIfAbsent(root(roots, place), r -> new ArrayList<>()).add(place));
    return things.values().stream()
        .map(places -> spellings(types.getOrDefault(places.getFirst(), ""), places, ids))
        .filter(spellings -> spellings.written().size() > 1)
        .max(Comparator.comparingInt(spellings -> spellings.written().size()));
  }

  private static Spellings spellings(String type, List<Place> places, Map<String, Report> ids) {
    Map<String, Written> byText = new LinkedHashMap<>();
    for (Place place : places) {
      Report report = ids.get(place.signal());
      if (report != null && !report.isSilent() && !report.isProtected()) {
        String text = report.selector(place.selector());
        byText.putIfAbsent(text, new Written(report.agency(), text));
      }
    }
    return new Spellings(type, List.copyOf(byText.values()));
  }

  private static Place root(Map<Place, Place> roots, Place place) {
    Place at = place;
    Place next = roots.getOrDefault(at, at);
    while (!next.equals(at)) {
      at = next;
      next = roots.getOrDefault(at, at);
    }
    return at;
  }

  private record Place(String signal, int selector) {}
}
