package org.mithaq.alert.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Takes no token that does not say for which agency it speaks, and whose user it is. */
@ApplicationScoped
class AgencyClaimCheck implements SecurityIdentityAugmentor {

  private static final Pattern AGENCY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 64;

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || isWhole(identity)) {
      return Uni.createFrom().item(identity);
    }
    return Uni.createFrom()
        .failure(new AuthenticationFailedException("the token names no agency or no user"));
  }

  private static boolean isWhole(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        && token.<Object>getClaim(CallerProducer.AGENCY) instanceof String agency
        && agency.length() <= LONGEST
        && AGENCY.matcher(agency).matches()
        && (token.getName() != null || token.getSubject() != null);
  }
}
