package org.mithaq.audit.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.Erasable;
import org.mithaq.audit.record.RecordObject;

/**
 * How the record of an erasure names the records that it is about: once for each agency whose side
 * they are of, so that each can open, and prove to others, what concerns it and nothing else.
 */
public final class Naming {

  /** No agency: an object that only oversight and who acted may know of. */
  static final String NOBODY = "audit";

  private Naming() {}

  /**
   * The objects of the record of an erasure.
   *
   * @param actor the agency that acts; what names it as the owner would be open to every side
   */
  public static List<RecordObject> objects(
      UUID erasure, Collection<Erasable> records, String actor) {
    List<RecordObject> objects = new ArrayList<>();
    objects.add(new RecordObject("erasure", erasure.toString(), null, null));
    for (Erasable record : records) {
      TreeSet<String> owners = new TreeSet<>(record.sides());
      owners.remove(actor);
      if (owners.isEmpty()) {
        owners.add(NOBODY);
      }
      for (String owner : owners) {
        objects.add(new RecordObject("record", record.id().toString(), null, owner));
      }
    }
    return objects;
  }

  /** Whether a record is of this erasure. */
  static boolean isOf(Disclosure record, UUID erasure) {
    return record.objects().stream()
        .anyMatch(
            object -> object.kind().equals("erasure") && object.id().equals(erasure.toString()));
  }

  /** The records that the record of an erasure names. */
  static Set<UUID> named(Disclosure erasure) {
    return erasure.objects().stream()
        .filter(object -> object.kind().equals("record"))
        .map(object -> UUID.fromString(object.id()))
        .collect(Collectors.toSet());
  }

  /**
   * Whether the record of an erasure names this record as one of this agency's side. It does not
   * name the agency that acted, whose side whatever it names may be of.
   */
  static boolean names(Disclosure erasure, String record, String agency) {
    return erasure.objects().stream()
        .filter(object -> object.kind().equals("record") && object.id().equals(record))
        .anyMatch(object -> erasure.agency().equals(agency) || agency.equals(object.owner()));
  }
}
