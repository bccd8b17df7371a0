package org.mithaq.audit.oversight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.reconciliation.Reconciliation;
import org.mithaq.audit.reconciliation.ReconciliationStore;
import org.mithaq.audit.record.Decision;
import org.mithaq.audit.record.RecordObject;

/** Has emitters asked for somebody, reads what came of it, and records both, in one transaction. */
@ApplicationScoped
public class AskingStore {

  private static final String KIND = "reconciliation";

  private final ReconciliationStore reconciliations;
  private final ReadingStore readings;

  /** Asks by way of this store. */
  public AskingStore(ReconciliationStore reconciliations, ReadingStore readings) {
    this.reconciliations = reconciliations;
    this.readings = readings;
  }

  /** Has emitters asked. */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Reconciliation> ask(
      Caller caller, ReconciliationRequest.Wished wished, Optional<String> purpose)
      throws SQLException {
    UUID id = reconciliations.ask(Optional.of(caller.agency()), wished.anew(), wished.emitters());
    UUID record =
        readings.looked(
            caller,
            Decision.PERMITTED,
            List.of(object(id)),
            purpose,
            wished.justification().orElse(null));
    return new ReadingStore.Reading<>(reconciliations.find(id).orElseThrow(), record);
  }

  /** A page of reconciliations, the newest first. */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<List<Reconciliation>> page(
      Caller caller, Optional<UUID> after, int limit, Optional<String> purpose)
      throws SQLException {
    List<Reconciliation> page = reconciliations.page(after, limit);
    UUID record =
        readings.looked(
            caller,
            Decision.PERMITTED,
            page.stream().map(one -> object(one.id())).toList(),
            purpose,
            null);
    return new ReadingStore.Reading<>(page, record);
  }

  /** The reconciliation of this id; either way the attempt is recorded. */
  @Transactional(rollbackOn = Exception.class)
  public ReadingStore.Reading<Optional<Reconciliation>> find(
      Caller caller, UUID id, Optional<String> purpose) throws SQLException {
    Optional<Reconciliation> found = reconciliations.find(id);
    UUID record =
        readings.looked(
            caller,
            found.isPresent() ? Decision.PERMITTED : Decision.REFUSED,
            List.of(object(id)),
            purpose,
            null);
    return new ReadingStore.Reading<>(found, record);
  }

  private static RecordObject object(UUID id) {
    return new RecordObject(KIND, id.toString(), null, null);
  }
}
