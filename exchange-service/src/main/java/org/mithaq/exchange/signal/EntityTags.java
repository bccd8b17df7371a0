package org.mithaq.exchange.signal;

/** Conditions on entity tags, RFC 9110 section 13.1.1. */
final class EntityTags {

  private EntityTags() {}

  /** Whether an {@code If-Match} header holds for a strong entity tag; a weak one never does. */
  static boolean match(String header, String etag) {
    for (String tag : header.split(",")) {
      if (tag.strip().equals("*") || tag.strip().equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
