package org.mithaq.local.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mithaq.local.console.Style;

/**
 * Notices in words: what was found, how sure it is, by whom, where and why. At most 96 columns
 * wide.
 */
public final class NoticeText {

  private static final int BAR = 10;
  private static final int PERSONS = 2;
  private static final int REASONS = 3;
  private static final int REASON_WIDTH = 83;
  private static final String PERSON = "person";
  private static final String VESSEL = "vessel";
  private static final String NEAR = "-near";
  private static final String INDENT = "            ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Style style;
  private final ZoneId zone;

  /** Text in a style, with times of a zone. */
  public NoticeText(Style style, ZoneId zone) {
    this.style = style;
    this.zone = zone;
  }

  /** The lines that tell a notice. */
  public List<String> lines(NoticeView notice) {
    if (notice.superseded()) {
      return List.of(
          style.faint(
              "  "
                  + time(notice)
                  + "  superseded  "
                  + shortId(notice)
                  + " version "
                  + notice.version()));
    }
    if (notice.withheld()) {
      return List.of(
          style.faint(
              "            withheld    "
                  + shortId(notice)
                  + ": its agreement does not permit it just now"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + style.faint(time(notice))
            + "  "
            + style.strong(Style.left(change(notice), 10))
            + "  "
            + Style.left(notice.kind(), 10)
            + "  "
            + confidence(notice)
            + "  "
            + tlp(notice));
    if (notice.redacted()) {
      lines.add(
          INDENT + "redacted: it concerns a victim or a witness; the group safeguarding sees more");
    }
    if (notice.review() != null && notice.isOpen()) {
      lines.add(INDENT + "for a human to decide: one person seems to be a victim or witness here");
      lines.add(INDENT + "and suspected there; the group safeguarding sees who and why");
    }
    if (notice.state().equals("closed")) {
      lines.add(INDENT + closing(notice));
    } else if (notice.isRecall()) {
      lines.add(INDENT + taken(notice));
      lines.add(INDENT + style.faint("it stood in ") + from(notice));
    } else {
      lines.add(
          INDENT + style.name(joined(notice.agencies())) + "  in  " + joined(notice.countries()));
      lines.add(INDENT + signals(notice));
      List<String> reasons = reasons(notice);
      for (int i = 0; i < reasons.size(); i++) {
        lines.add(INDENT + (i == 0 ? style.faint("why  ") : "     ") + reasons.get(i));
      }
      List<String> persons = persons(notice);
      for (int i = 0; i < persons.size(); i++) {
        lines.add(INDENT + (i == 0 ? style.faint("who  ") : "     ") + persons.get(i));
      }
    }
    lines.add(
        INDENT
            + style.faint(
                shortId(notice)
                    + " version "
                    + notice.version()
                    + ", "
                    + Style.safe(notice.agreement())
                    + " art. "
                    + joined(notice.articles())));
    return lines;
  }

  /** What a recall takes back, and why. */
  public String taken(NoticeView notice) {
    String what =
        notice.signals().stream()
            .filter(signal -> !signal.redacted())
            .map(signal -> "signal " + Style.safe(signal.id()) + " of " + signal.agency())
            .findFirst()
            .orElse("a signal that is shown to the group safeguarding alone");
    String fate =
        switch (notice.recalled()) {
          case "corrected" -> "was corrected: read it anew";
          case "expired" -> "has expired";
          case null, default -> "was withdrawn";
        };
    return what + " " + fate;
  }

  private static String from(NoticeView notice) {
    List<String> ids = notice.recalledFrom();
    String first = joined(ids.subList(0, Math.min(1, ids.size())));
    return ids.size() > 1 ? first + " and " + (ids.size() - 1) + " more" : first;
  }

  /** A bar of ten cells and the number: {@code ████████░░ 0.81}. */
  public String confidence(NoticeView notice) {
    double confidence = Math.clamp(notice.confidence(), 0, 1);
    int full = (int) Math.round(confidence * BAR);
    String bar = "█".repeat(full) + style.faint("░".repeat(BAR - full));
    return bar + " " + String.format(Locale.ROOT, "%.3f", confidence);
  }

  /** Why, in at most three lines: the heaviest evidence first, alike pieces counted together. */
  public List<String> reasons(NoticeView notice) {
    if (notice.surge() != null) {
      return surge(notice.surge());
    }
    Map<String, List<NoticeView.Evidence>> alike = new LinkedHashMap<>();
    notice.evidence().stream()
        .sorted(Comparator.comparingInt(NoticeView.Evidence::weight).reversed())
        .forEach(
            piece -> alike.computeIfAbsent(described(piece), what -> new ArrayList<>()).add(piece));
    List<String> reasons = new ArrayList<>();
    alike.forEach(
        (what, pieces) -> {
          int heaviest = pieces.getFirst().weight();
          // What speaks against a link is no selector that anybody bears.
          int rarest =
              heaviest < 0
                  ? 0
                  : pieces.stream().mapToInt(NoticeView.Evidence::frequency).min().orElse(0);
          String said = what + (pieces.size() == 1 ? "" : ", " + pieces.size() + " times");
          String known = rarest == 0 ? "" : ", known to at most " + rarest + " signals";
          String nats = String.format(Locale.ROOT, "  %+.1f nats", heaviest / 1000.0);
          boolean fits = Style.width(said + known + nats) <= REASON_WIDTH;
          reasons.add(said + (fits ? known : "") + nats);
        });
    List<String> shown = new ArrayList<>(reasons.subList(0, Math.min(REASONS, reasons.size())));
    if (notice.hubs() > 0) {
      shown.add(
          notice.hubs()
              + (notice.hubs() == 1 ? " selector" : " selectors")
              + " set aside: too common to prove anything");
    }
    return shown;
  }

  /** Who is one person in several signals, in at most three lines, the most frequent first. */
  public List<String> persons(NoticeView notice) {
    List<NoticeView.Person> persons =
        notice.persons().stream()
            .sorted(Comparator.comparingInt((NoticeView.Person person) -> -person.signals().size()))
            .toList();
    List<String> lines = new ArrayList<>();
    for (NoticeView.Person person : persons.subList(0, Math.min(PERSONS, persons.size()))) {
      List<String> agencies =
          notice.signals().stream()
              .filter(signal -> person.signals().contains(signal.id()))
              .map(NoticeView.Signal::agency)
              .distinct()
              .sorted()
              .toList();
      lines.add(
          "likely one person in "
              + person.signals().size()
              + " signals of "
              + joined(agencies)
              + String.format(Locale.ROOT, "  %.3f", Math.clamp(person.confidence(), 0, 1)));
    }
    int more = persons.size() - PERSONS;
    if (more > 0) {
      lines.add("and " + more + (more == 1 ? " more person" : " more persons"));
    }
    return lines;
  }

  private static String described(NoticeView.Evidence piece) {
    if (piece.weight() < 0) {
      return "against it: " + against(piece.type());
    }
    List<String> agrees = piece.agrees();
    if (piece.type().equals(PERSON) && !agrees.isEmpty()) {
      return "the same "
          + readable(agrees)
          + (piece.differs().isEmpty() ? "" : ", but another " + readable(piece.differs()));
    }
    if (!agrees.isEmpty() && agrees.stream().allMatch(each -> each.endsWith(NEAR))) {
      return "nearly the same " + Style.safe(piece.type());
    }
    boolean told = agrees.isEmpty() || agrees.equals(List.of(piece.type()));
    return "the same "
        + Style.safe(piece.type())
        + (told || !piece.type().equals(VESSEL) ? "" : " by " + readable(agrees));
  }

  private static String readable(List<String> attributes) {
    return attributes.stream()
        .map(each -> Style.safe(each).replace('-', ' '))
        .collect(Collectors.joining(", "));
  }

  private static String against(String type) {
    return switch (type) {
      case "other-document" -> "documents that differ";
      case "other-crime" -> "crimes that differ";
      case "unconfirmed-name" -> "no birth date confirms the name";
      case PERSON -> "names or birth dates that differ";
      default -> Style.safe(type);
    };
  }

  private static List<String> surge(NoticeView.Surge surge) {
    String times =
        surge.expected() > 0
            ? String.format(Locale.ROOT, "  ×%.1f", surge.observed() / surge.expected())
            : "";
    return List.of(
        Style.safe(surge.crime()) + " on " + Style.safe(surge.corridor()),
        surge.observed()
            + " sightings from "
            + Style.safe(surge.from())
            + " to "
            + Style.safe(surge.to())
            + String.format(Locale.ROOT, ", usually %.1f", surge.expected())
            + times,
        "by chance on one day in " + surge.recurrenceDays() + " on this corridor");
  }

  private static String closing(NoticeView notice) {
    if (notice.kind().equals("surge")) {
      return "as usual again, or what it rested on is gone";
    }
    if (notice.mergedInto() != null) {
      return "part of " + Style.safe(notice.mergedInto()) + " now";
    }
    return notice.supersededBy() == null
        ? "what it rested on is gone; nothing of it remains"
        : "its place is taken by " + Style.safe(notice.supersededBy());
  }

  private String signals(NoticeView notice) {
    long sealed = notice.signals().stream().filter(NoticeView.Signal::sealed).count();
    int all = notice.signals().size();
    return all
        + (all == 1 ? " signal" : " signals")
        + (sealed == 0 ? "" : ", " + sealed + " sealed until released");
  }

  private String tlp(NoticeView notice) {
    String text = "TLP:" + Style.safe(notice.tlp());
    if (!notice.codes().isEmpty()) {
      text += " " + joined(notice.codes());
    }
    return switch (notice.tlp()) {
      case "RED" -> style.bad(text);
      case "AMBER", "AMBER+STRICT" -> style.warning(text);
      case "GREEN" -> style.good(text);
      default -> text;
    };
  }

  private static String change(NoticeView notice) {
    return Style.safe(notice.change().toUpperCase(Locale.ROOT));
  }

  private static String joined(List<String> words) {
    return Style.safe(String.join(" ", words));
  }

  private static String shortId(NoticeView notice) {
    String id = Style.safe(notice.id());
    return id.length() > 10 ? id.substring(0, 10) + "…" : id;
  }

  private String time(NoticeView notice) {
    try {
      return TIME.format(Instant.parse(notice.updatedAt()).atZone(zone));
    } catch (DateTimeException e) {
      return "        ";
    }
  }
}
