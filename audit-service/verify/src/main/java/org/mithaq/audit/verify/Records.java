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
 * is the receipt, in either form, of the entry that records its erasure.
 */
final class Records {

  /** Who enters erasures: the log's service itself. */
  private static final String EMITTER = "audit";

  private final Source folder;
  private final Pinned pinned;
  private long intact;
  private long erased;

  Records(Source folder, Pinned pinned) {
    this.folder = folder;
    this.pinned = pinned;
  }

  /**
   * Judges the record of one entry of the log.
   *
   * @return the checkpoint that its evidence rests on, which the log must contain
   * @throws Fault when the record is missing, or its evidence does not hold
   */
  Checkpoint judge(String where, String origin, long index, Entry entry) {
    for (String suffix : List.of(".tlog-proof", ".json")) {
      Optional<byte[]> own = folder.read(entry.id() + suffix);
      if (own.isPresent()) {
        return intact(entry.id() + suffix, own.get(), origin, index, entry);
      }
    }
    String name = entry.id() + ".erasure";
    return folder
        .read(name)
        .map(bytes -> erased(name, bytes, origin, index, entry))
        .orElseThrow(
            () ->
                new Fault(
                    where,
                    "record %s is missing: it is not there, and no erasure of it is"
                        .formatted(entry.id())));
  }

  private Checkpoint intact(String name, byte[] bytes, String origin, long index, Entry entry) {
    Receipt receipt = Receipt.verified(name, bytes, pinned);
    if (!receipt.checkpoint().origin().equals(origin)
        || receipt.index() != index
        || !receipt.entry().sameAs(entry)) {
      throw new Fault(name, "this is not the receipt of entry " + index);
    }
    if (receipt.opened().isEmpty()) {
      throw new Fault(name, "no field of the record is open: it may have been destroyed");
    }
    intact++;
    return receipt.checkpoint();
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
}
