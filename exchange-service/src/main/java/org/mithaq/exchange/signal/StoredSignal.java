package org.mithaq.exchange.signal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mithaq.exchange.identity.AgencyId;

/**
 * A signal as it lies in the database.
 *
 * @param id its id
 * @param agency the originator
 * @param version its newest version
 * @param active false once it is withdrawn or expired
 * @param agreement the agreement's id
 * @param agreementVersion the agreement's version at acceptance
 * @param article the article
 * @param purpose what it was collected for
 * @param crime about what
 * @param release the kind of release
 * @param tlp how far it may go
 * @param audience who may learn that it exists
 * @param acceptedAt when it was accepted
 * @param changedAt when it was last changed
 * @param expiresAt when it is forgotten
 * @param isProtected whether it names a victim or a witness
 * @param view its newest view, JSON
 * @param contentVersion the version that the content was sealed for
 * @param content its content; empty once it is erased
 * @param record the newest record of a change to it
 */
public record StoredSignal(
    UUID id,
    AgencyId agency,
    int version,
    boolean active,
    String agreement,
    int agreementVersion,
    String article,
    String purpose,
    String crime,
    String release,
    String tlp,
    Set<AgencyId> audience,
    Instant acceptedAt,
    Instant changedAt,
    Instant expiresAt,
    boolean isProtected,
    String view,
    int contentVersion,
    Optional<ContentVault.Sealed> content,
    UUID record) {

  /** Copies the audience. */
  public StoredSignal {
    audience = Set.copyOf(audience);
  }

  /** Its strong entity tag, RFC 9110. */
  public String etag() {
    return "\"" + version + "\"";
  }

  @Override
  public String toString() {
    return "StoredSignal[" + id + "]";
  }
}
