package org.mithaq.alert.matching;

import java.util.Optional;
import org.mithaq.alert.agreement.Partner;

/** Says who publishes through which exchange. */
@FunctionalInterface
public interface PartnerBook {

  /** The partner, if it was ever heard of. */
  Optional<Partner> partner(String agency);
}
