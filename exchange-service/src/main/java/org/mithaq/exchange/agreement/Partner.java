package org.mithaq.exchange.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mithaq.exchange.identity.AgencyId;
import org.mithaq.exchange.selector.Country;

/**
 * A partner agency and the exchange through which it publishes.
 *
 * @param agency its id
 * @param name its name in its own language
 * @param country where it belongs; {@link Country#NONE} for an organisation of many countries
 * @param exchange the exchange's id
 * @param active false once it has left: it loses all access at once
 */
public record Partner(
    AgencyId agency, String name, Country country, String exchange, boolean active) {

  /**
   * The status that all services are told: contract {@code partner/v1}.
   *
   * @param href the base URL of the partner's exchange
   */
  public ObjectNode status(String href) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("agency", agency.value())
        .put("name", name)
        .put("country", country.code())
        .put("exchange", exchange)
        .put("href", href)
        .put("state", active ? "active" : "left");
  }
}
