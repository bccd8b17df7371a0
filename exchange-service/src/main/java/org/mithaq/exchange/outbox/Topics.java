package org.mithaq.exchange.outbox;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The names that follow from the exchange's id: its topics and itself as an emitter.
 *
 * @param exchange the exchange's id
 * @param href the exchange's base URL, without a slash at its end
 */
public record Topics(String exchange, String href) {

  /** Status of agreements and partners. */
  public static final String AGREEMENTS = "mithaq.agreements";

  /** How far the audit log has come, by emitter. */
  public static final String LOGGED = "mithaq.logged";

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public Topics {
    if (!exchange.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "mithaq.exchange.id must be lower-case letters and digits, with single hyphens between them.");
    }
    try {
      String scheme = new URI(href).getScheme();
      if (href.endsWith("/") || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException(
            "mithaq.exchange.href must be an http or https URL without a slash at its end.");
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("mithaq.exchange.href is not a URL.", e);
    }
  }

  /** The correlatable views of this exchange. */
  public String signals() {
    return "mithaq.signals." + exchange;
  }

  /** This exchange as the audit log calls it. */
  public String emitter() {
    return "exchange-" + exchange;
  }

  /** The records of this exchange. */
  public String disclosures() {
    return "mithaq.disclosures." + emitter();
  }

  /** The CloudEvents source of everything from here. */
  public String source() {
    return "urn:mithaq:" + emitter();
  }
}
