package org.mithaq.alert.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from the token of the current request. */
@ApplicationScoped
public class CallerProducer {

  /** The claim that names the agency. */
  static final String AGENCY = "agency";

  private final JsonWebToken token;

  @Inject
  CallerProducer(JsonWebToken token) {
    this.token = token;
  }

  /** The caller; only where the request has been authenticated. */
  public Caller caller() {
    Set<String> groups = token.getGroups();
    return new Caller(
        String.valueOf(token.<Object>getClaim(AGENCY)),
        token.getName() == null ? token.getSubject() : token.getName(),
        groups == null ? Set.of() : groups,
        Instant.ofEpochSecond(token.getExpirationTime()));
  }
}
