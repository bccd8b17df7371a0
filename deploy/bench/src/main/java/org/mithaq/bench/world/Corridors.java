package org.mithaq.bench.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where people are moved along, and who reports there. */
final class Corridors {

  /**
   * A place where something is reported.
   *
   * @param name its name
   * @param country ISO 3166 code
   * @param latitude degrees north
   * @param longitude degrees east
   */
  record Place(String name, String country, double latitude, double longitude) {}

  private static final Place DAKAR = new Place("Dakar", "SN", 14.69, -17.45);
  private static final Place SAINT_LOUIS = new Place("Saint-Louis", "SN", 16.02, -16.49);
  private static final Place NOUADHIBOU = new Place("Nouadhibou", "MR", 20.93, -17.03);
  private static final Place BAMAKO = new Place("Bamako", "ML", 12.64, -8.0);
  private static final Place GAO = new Place("Gao", "ML", 16.27, -0.04);
  private static final Place AGADEZ = new Place("Agadez", "NE", 16.97, 7.99);
  private static final Place DAKHLA = new Place("Dakhla", "MA", 23.68, -15.96);
  private static final Place LAAYOUNE = new Place("Laayoune", "MA", 27.15, -13.2);
  private static final Place CASABLANCA = new Place("Casablanca", "MA", 33.57, -7.59);
  private static final Place TANGER = new Place("Tanger", "MA", 35.77, -5.8);
  private static final Place NADOR = new Place("Nador", "MA", 35.17, -2.93);
  private static final Place OUJDA = new Place("Oujda", "MA", 34.68, -1.91);
  private static final Place LAS_PALMAS = new Place("Las Palmas", "ES", 28.12, -15.43);
  private static final Place ALGECIRAS = new Place("Algeciras", "ES", 36.13, -5.45);
  private static final Place ALMERIA = new Place("Almeria", "ES", 36.84, -2.46);
  private static final Place MADRID = new Place("Madrid", "ES", 40.42, -3.7);
  private static final Place PERPIGNAN = new Place("Perpignan", "FR", 42.7, 2.9);
  private static final Place PARIS = new Place("Paris", "FR", 48.86, 2.35);
  private static final Place BRUXELLES = new Place("Bruxelles", "BE", 50.85, 4.35);
  private static final Place ANTWERPEN = new Place("Antwerpen", "BE", 51.22, 4.4);
  private static final Place ROTTERDAM = new Place("Rotterdam", "NL", 51.92, 4.48);
  private static final Place AMSTERDAM = new Place("Amsterdam", "NL", 52.37, 4.9);

  /** The corridors, from the south to the north. */
  static final List<List<Place>> ALL =
      List.of(
          List.of(
              AGADEZ, GAO, OUJDA, NADOR, ALMERIA, MADRID, PERPIGNAN, PARIS, BRUXELLES, ROTTERDAM),
          List.of(DAKAR, BAMAKO, AGADEZ, OUJDA, TANGER, ALGECIRAS, PARIS, ROTTERDAM),
          List.of(BAMAKO, NOUADHIBOU, LAAYOUNE, LAS_PALMAS, MADRID, ANTWERPEN, AMSTERDAM),
          List.of(DAKAR, SAINT_LOUIS, NOUADHIBOU, DAKHLA, LAS_PALMAS, MADRID, PARIS, AMSTERDAM),
          List.of(CASABLANCA, TANGER, ALGECIRAS, MADRID, PERPIGNAN, BRUXELLES, AMSTERDAM));

  /** Every place once. */
  static final List<Place> PLACES =
      ALL.stream().flatMap(List::stream).distinct().sorted(byName()).toList();

  private static final Map<String, List<String>> AGENCIES =
      Map.of(
          "MA", List.of("ma-dgsn", "ma-gr"),
          "NL", List.of("nl-kmar", "nl-politie"),
          "ES", List.of("es-gc"),
          "FR", List.of("fr-oltim"),
          "BE", List.of("be-fgp"),
          "SN", List.of("sn-dpaf"),
          "ML", List.of("ml-dnpf"),
          "NE", List.of("ne-dst"),
          "MR", List.of("mr-dgsn"));

  private Corridors() {}

  /** Who may report at a place. */
  static List<String> agencies(Place place) {
    return AGENCIES.getOrDefault(place.country(), List.of());
  }

  private static Comparator<Place> byName() {
    return Comparator.comparing(Place::name);
  }
}
