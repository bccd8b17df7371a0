package org.mithaq.audit.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.record.Names;

/** Lets nobody in whose token does not speak for an agency. */
@ApplicationScoped
public class AgencyFilter implements SecurityIdentityAugmentor {

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || caller(identity).isPresent()) {
      return Uni.createFrom().item(identity);
    }
    return Uni.createFrom().failure(new AuthenticationFailedException());
  }

  /**
   * All names by which the token names its person: whoever shares one of them is the same person.
   */
  public static Set<String> names(SecurityIdentity identity) {
    Set<String> names = new TreeSet<>();
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      for (String name : Arrays.asList(token.getName(), token.getSubject())) {
        names.addAll(names(name));
      }
    }
    return names;
  }

  /**
   * A name as it is known among {@link #names(SecurityIdentity) all names}; none of what is blank.
   */
  public static Set<String> names(@Nullable String name) {
    return name == null || name.isBlank()
        ? Set.of()
        : Set.of(name.strip().toLowerCase(Locale.ROOT));
  }

  /** Who asks, of an identity that has been verified. */
  public static Optional<Caller> caller(SecurityIdentity identity) {
    if (identity.getPrincipal() instanceof JsonWebToken token
        && token.getClaim("agency") instanceof String agency
        && Names.valid(agency)
        && token.getName() != null) {
      return Optional.of(new Caller(agency, token.getName(), identity.hasRole(Group.OVERSIGHT)));
    }
    return Optional.empty();
  }
}
