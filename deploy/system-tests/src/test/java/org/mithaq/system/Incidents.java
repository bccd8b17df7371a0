package org.mithaq.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The incidents of the IOM Missing Migrants Project as situational reports (article 6).
 *
 * <p>Source: IOM Missing Migrants Project, CC BY 4.0.
 */
final class Incidents {

  /** Names of the source that the JDK spells otherwise. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("United States of America", "US"),
          Map.entry("Iran (Islamic Republic of)", "IR"),
          Map.entry("Syrian Arab Republic", "SY"),
          Map.entry("Myanmar", "MM"),
          Map.entry("Côte d'Ivoire", "CI"),
          Map.entry("Bosnia and Herzegovina", "BA"),
          Map.entry("United Republic of Tanzania", "TZ"),
          Map.entry("United Kingdom of Great Britain and Northern Ireland", "GB"),
          Map.entry("Venezuela (Bolivarian Republic of)", "VE"),
          Map.entry("Bolivia (Plurinational State of)", "BO"),
          Map.entry("Trinidad and Tobago", "TT"),
          Map.entry("Turks and Caicos Islands", "TC"),
          Map.entry("Cabo Verde", "CV"),
          Map.entry("Russian Federation", "RU"),
          Map.entry("Democratic People's Republic of Korea", "KP"),
          Map.entry("Democratic Republic of the Congo", "CD"),
          Map.entry("Viet Nam", "VN"),
          Map.entry("Republic of Korea", "KR"),
          Map.entry("United States Virgin Islands", "VI"),
          Map.entry("China, Hong Kong Special Administrative Region", "HK"),
          Map.entry("China, Macao Special Administrative Region", "MO"),
          Map.entry("Lao People's Democratic Republic", "LA"),
          Map.entry("Saint Kitts and Nevis", "KN"),
          Map.entry("Republic of Moldova", "MD"),
          Map.entry("Saint Vincent and the Grenadines", "VC"),
          // ISO 3166-1 leaves ZZ to its users: unknown.
          Map.entry("Mixed/Unknown", "ZZ"));

  private Incidents() {}

  /** Writes one signal a row, in the order of the source; rows without a date stay without one. */
  static int write(Path csv, Path ndjson) throws IOException {
    Map<String, String> codes = new HashMap<>(OTHER_NAMES);
    for (String code : Locale.getISOCountries()) {
      codes.putIfAbsent(Locale.of("", code).getDisplayCountry(Locale.ENGLISH), code);
    }
    List<List<String>> rows = rows(Files.readString(csv));
    List<String> head = rows.getFirst();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      String country = row.get(head.indexOf("country_of_incident")).replace("&#039;", "'");
      String code = codes.get(country);
      if (code == null) {
        throw new IOException("no country code for " + country);
      }
      lines.add(
          signal(
              row.get(head.indexOf("web_id")),
              row.get(head.indexOf("reported_date")),
              code,
              row.get(head.indexOf("lat_lon")),
              row.get(head.indexOf("location_description"))));
    }
    Files.write(ndjson, lines);
    return lines.size();
  }

  private static String signal(
      String id, String date, String country, String coordinates, String where) {
    ObjectNode signal = Cluster.JSON.createObjectNode();
    signal.put("reference", id).put("agreement", "triangular").put("article", "6");
    signal.put("purpose", "prevention").put("crime", "other");
    if (!date.isEmpty()) {
      signal.put("observedAt", date + "T00:00:00Z");
    }
    ObjectNode place = signal.putObject("place").put("country", country);
    String[] parts = coordinates.split(",");
    if (parts.length == 2) {
      place.put("latitude", Double.parseDouble(parts[0].strip()));
      place.put("longitude", Double.parseDouble(parts[1].strip()));
    }
    if (!where.isBlank()) {
      place.put("name", where.length() > 100 ? where.substring(0, 100) : where);
    }
    signal.putObject("evaluation").put("source", "B").put("information", "2");
    signal.putObject("handling").put("tlp", "CLEAR").put("release", "open");
    signal.putArray("selectors");
    return signal.toString();
  }

  /** RFC 4180. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        row.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        row.add(field.toString());
        field.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (!field.isEmpty() || !row.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
