package org.mithaq.exchange.agreement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.problem.FieldError;
import org.mithaq.exchange.problem.ProblemType;

/** All agreements and partners as they stand at one moment. Immutable. */
public final class Register {

  private final Map<String, Agreement> agreements;
  private final Map<AgencyId, Partner> partners;

  /** A register of these. */
  public Register(Collection<Agreement> agreements, Collection<Partner> partners) {
    this.agreements =
        agreements.stream()
            .collect(Collectors.toUnmodifiableMap(Agreement::id, Function.identity()));
    this.partners =
        partners.stream()
            .collect(Collectors.toUnmodifiableMap(Partner::agency, Function.identity()));
  }

  /** All agreements by id. */
  public List<Agreement> agreements() {
    return agreements.values().stream().sorted(Comparator.comparing(Agreement::id)).toList();
  }

  /** All partners by id. */
  public List<Partner> partners() {
    return partners.values().stream().sorted(Comparator.comparing(Partner::agency)).toList();
  }

  /** An agreement. */
  public Optional<Agreement> agreement(String id) {
    return Optional.ofNullable(agreements.get(id));
  }

  /** A partner, also one that has left. */
  public Optional<Partner> partner(AgencyId agency) {
    return Optional.ofNullable(partners.get(agency));
  }

  /** Whether an agency is a partner today. */
  public boolean isActive(AgencyId agency) {
    return partner(agency).map(Partner::active).orElse(false);
  }

  /** The agreement that a signal names, or the refusal that there is none. */
  public Optional<Decision.Refused> unknown(String agreement) {
    return agreements.containsKey(agreement)
        ? Optional.empty()
        : Optional.of(
            new Decision.Refused(
                ProblemType.UNKNOWN_AGREEMENT,
                "This exchange knows no such agreement.",
                List.of(new FieldError("/agreement", ProblemType.UNKNOWN_AGREEMENT.title()))));
  }
}
