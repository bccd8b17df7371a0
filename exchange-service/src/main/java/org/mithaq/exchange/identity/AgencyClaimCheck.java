package org.mithaq.exchange.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Takes no token that does not say for which agency it speaks, and whose user it is. */
@ApplicationScoped
class AgencyClaimCheck implements SecurityIdentityAugmentor {

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || isComplete(identity)) {
      return Uni.createFrom().item(identity);
    }
    return Uni.createFrom()
        .failure(new AuthenticationFailedException("the token names no agency or no user"));
  }

  private static boolean isComplete(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        && token.<Object>getClaim(CallerProducer.AGENCY) instanceof String agency
        && AgencyId.of(agency).isPresent()
        && (token.getName() != null || token.getSubject() != null);
  }
}
