package org.mithaq.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records behind the entries, as far as the reader holds them: one receipt a record in a
 * folder. Tells three states apart: a record is intact when its receipt leads to its entry, it is
 * lawfully erased when the log has an entry that says so, and otherwise it is missing.
 *
 * <p>{@code <id>.tlog-proof} or {@code <id>.json} is a record's own receipt; {@code <id>.erasure}
 * is the receipt, in either form, of the entry that records its erasure. Every record of the log
 * must be there, or where the folder lists what it is to be whole in, each that is listed.
 */
final class Records {

  /** Who enters erasures: the log's service itself. */
  private static final String EMITTER = "audit";

  private final Source folder;
  private final Optional<Listed> listed;
  private final Pinned pinned;
  private long intact;
  private long erased;
  private long others;

  Records(Source folder, Optional<Listed> listed, Pinned pinned) {
    this.folder = folder;
    this.listed = listed;
    this.pinned = pinned;
  }

  /**
   * Judges the record of one entry of the log.
   *
   * @return the checkpoint that its evidence rests on, which the log must contain; empty when the
   *     folder is not to hold it
   * @throws Fault when the record is missing, or its evidence does not hold
   */
  Optional<Checkpoint> judge(String where, String origin, long place, Entry entry) {
    boolean due = listed.map(index -> index.due(origin, place, entry.id())).orElse(true);
    Optional<Receipt> own = own(origin, place, entry);
    if (own.isPresent() && !own.get().opened().isEmpty()) {
      intact++;
      return Optional.of(own.get().checkpoint());
    }
    String name = entry.id() + ".erasure";
    Optional<byte[]> erasure = folder.read(name);
    if (erasure.isPresent()) {
      return Optional.of(erased(name, erasure.get(), origin, place, entry));
    }
    if (own.isPresent()) {
      throw new Fault(
          where,
          "of record %s no field is open, and no erasure of it is there: it may have been destroyed"
              .formatted(entry.id()));
    }
    if (due) {
      throw new Fault(
          where,
          "record %s is missing: it is not there, and no erasure of it is".formatted(entry.id()));
    }
    others++;
    return Optional.empty();
  }

  private Optional<Receipt> own(String origin, long index, Entry entry) {
    for (String suffix : List.of(".tlog-proof", ".json")) {
      String name = entry.id() + suffix;
      Optional<byte[]> bytes = folder.read(name);
      if (bytes.isPresent()) {
        Receipt receipt = Receipt.verified(name, bytes.get(), pinned);
        if (!receipt.checkpoint().origin().equals(origin)
            || receipt.index() != index
            || !receipt.entry().sameAs(entry)) {
          throw new Fault(name, "this is not the receipt of entry " + index);
        }
        return Optional.of(receipt);
      }
    }
    return Optional.empty();
  }

  private Checkpoint erased(String name, byte[] bytes, String origin, long index, Entry entry) {
    Receipt receipt = Receipt.verified(name, bytes, pinned);
    String other = receipt.checkpoint().origin();
    if (!Pinned.family(other).equals(Pinned.family(origin))) {
      throw new Fault(name, "this is a receipt of " + other);
    }
    boolean later = other.equals(origin) ? receipt.index() > index : other.compareTo(origin) > 0;
    Map<String, String> opened = receipt.opened();
    if (!later
        || !receipt.entry().emitter().equals(EMITTER)
        || !Json.quoted("erasure").equals(opened.get("operation"))
        || !Json.quoted("permitted").equals(opened.get("decision"))
        || !names(name, opened, entry.id())) {
      throw new Fault(name, "this is not the erasure of record " + entry.id());
    }
    erased++;
    return receipt.checkpoint();
  }

  private static boolean names(String where, Map<String, String> opened, String id) {
    return opened.entrySet().stream()
        .filter(field -> field.getKey().startsWith("objects/"))
        .map(field -> Json.parse(where, field.getValue().getBytes(StandardCharsets.UTF_8)))
        .anyMatch(
            object ->
                object instanceof Json.Members members
                    && members.members().get("kind") instanceof Json.Text kind
                    && kind.value().equals("record")
                    && members.members().get("id") instanceof Json.Text text
                    && text.value().equals(id));
  }

  long intact() {
    return intact;
  }

  long erased() {
    return erased;
  }

  /** How many entries are of records that the folder neither holds nor is to hold. */
  long others() {
    return others;
  }
}
