package org.mithaq.bench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Operation;

/**
 * A record that was made, as small as it can be kept: a million of them are asked one by one.
 *
 * @param id its id
 * @param at when it happened, in milliseconds since 1970
 * @param operation what was done
 * @param refused whether it was refused
 * @param agency who acted
 * @param owners whose information it is, a bit for each of {@link #AGENCIES}
 * @param recipients who was told, likewise
 * @param agreement under which agreement
 * @param articles under which articles, a bit for each of {@link #ARTICLES}
 */
record Made(
    UUID id,
    long at,
    Operation operation,
    boolean refused,
    int agency,
    int owners,
    int recipients,
    @Nullable String agreement,
    int articles) {

  static final List<String> AGENCIES =
      List.of(
          "ma-dgsn",
          "ma-gr",
          "nl-kmar",
          "nl-politie",
          "es-gc",
          "sn-dpaf",
          "fr-oltim",
          "be-fgp",
          "ml-dnpf",
          "ne-dst",
          "mr-dgsn",
          "iom-mmp");

  static final List<String> ARTICLES = List.of("5", "6", "7");

  /** The bit of an agency; none for one that is not known. */
  static int bit(String agency) {
    int index = AGENCIES.indexOf(agency);
    return index < 0 ? 0 : 1 << index;
  }

  boolean actedBy(String name) {
    return AGENCIES.get(agency).equals(name);
  }

  boolean owns(String name) {
    return (owners & bit(name)) != 0;
  }

  boolean told(String name) {
    return (recipients & bit(name)) != 0;
  }

  boolean ofSide(String name) {
    return actedBy(name) || owns(name) || told(name);
  }

  boolean under(String article) {
    return (articles >> ARTICLES.indexOf(article) & 1) != 0;
  }

  /** As an exchange writes it. */
  DisclosureRecord record() {
    return new DisclosureRecord(
        id,
        Instant.ofEpochMilli(at),
        operation,
        refused ? Optional.of("release-required") : Optional.empty(),
        AGENCIES.get(agency),
        Optional.of("user-" + (id.getLeastSignificantBits() & 127)),
        names(owners, AGENCIES),
        names(recipients, AGENCIES),
        List.of(DisclosureRecord.Subject.signal(id, 1)),
        Optional.ofNullable(agreement),
        agreement == null ? OptionalInt.empty() : OptionalInt.of(1),
        names(articles, ARTICLES),
        Optional.of("detection"));
  }

  private static List<String> names(int bits, List<String> of) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      if ((bits >> i & 1) != 0) {
        names.add(of.get(i));
      }
    }
    return names;
  }
}
