package org.mithaq.alert.agreement;

import static java.util.Objects.requireNonNull;

/**
 * A partner agency and the exchange that it publishes through.
 *
 * @param agency agency id
 * @param exchange id of the exchange whose topic bears its signals
 * @param href base URL of that exchange, without a slash at its end
 * @param active false once the agency has left: it then sees nothing any more
 */
public record Partner(String agency, String exchange, String href, boolean active) {

  /** Refuses absent values. */
  public Partner {
    requireNonNull(agency, "agency");
    requireNonNull(exchange, "exchange");
    requireNonNull(href, "href");
  }

  /** Whether a signal at this address may come from this partner. */
  public boolean serves(String address) {
    return address.startsWith(href + "/");
  }
}
