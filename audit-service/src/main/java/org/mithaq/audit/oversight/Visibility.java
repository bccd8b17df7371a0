package org.mithaq.audit.oversight;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.record.Disclosure;
import org.mithaq.audit.record.RecordObject;

/**
 * Which fields of a record a reader may see. Oversight and who acted see all of it. The others of
 * its sides see that it happened and what concerns them:
 *
 * <ul>
 *   <li>not who of the other agency acted, nor in which words;
 *   <li>an owner sees all who were told; a recipient sees itself among them;
 *   <li>of the owners, who acted and themselves;
 *   <li>an object, if its owner is named and is one of these, or if all owners are: what concerns a
 *       third agency stays hidden, so that reading the log does not tell of a signal that one was
 *       never told of.
 * </ul>
 */
public final class Visibility {

  private static final Set<String> OF_THE_ACTOR = Set.of("user", "justification");

  private final Caller caller;
  private final Optional<Disclosure> record;

  /** For this reader and this record. */
  public Visibility(Caller caller, Optional<Disclosure> record) {
    this.caller = caller;
    this.record = record;
  }

  private boolean all() {
    return caller.oversight()
        || record.isPresent() && record.get().agency().equals(caller.agency());
  }

  /** Whether this field, named as it is committed to, is open to the reader. */
  public boolean open(String name) {
    if (all()) {
      return true;
    }
    if (record.isEmpty() || OF_THE_ACTOR.contains(name)) {
      return false;
    }
    int slash = name.indexOf('/');
    String list = slash < 0 ? name : name.substring(0, slash);
    Disclosure said = record.get();
    return switch (list) {
      case "owners" -> open(slash, name, said.owners(), this::ownerOpen);
      case "recipients" -> open(slash, name, said.recipients(), this::recipientOpen);
      case "objects" -> open(slash, name, said.objects(), this::objectOpen);
      case "id",
          "emitter",
          "at",
          "operation",
          "decision",
          "reason",
          "agency",
          "agreement",
          "agreementVersion",
          "articles",
          "purpose" ->
          true;
      // What a later version of the contract adds is closed until somebody has decided.
      default -> false;
    };
  }

  /** An element is open by itself; a list's length, when all its elements are. */
  private static <T> boolean open(int slash, String name, List<T> elements, Predicate<T> open) {
    return slash < 0
        ? elements.stream().allMatch(open)
        : open.test(elements.get(Integer.parseInt(name.substring(slash + 1))));
  }

  private boolean concerns(String agency) {
    return agency.equals(caller.agency()) || agency.equals(record.orElseThrow().agency());
  }

  /** Whether the reader may know that this agency is an owner. */
  public boolean ownerOpen(String owner) {
    return all() || concerns(owner);
  }

  /** Whether the reader may know that this agency was told. */
  public boolean recipientOpen(String recipient) {
    return all() || concerns(recipient) || record.orElseThrow().owners().contains(caller.agency());
  }

  /** Whether the reader may know of this object. */
  public boolean objectOpen(RecordObject object) {
    if (all()) {
      return true;
    }
    return object.owner() != null
        ? concerns(object.owner())
        : record.orElseThrow().owners().stream().allMatch(this::concerns);
  }
}
