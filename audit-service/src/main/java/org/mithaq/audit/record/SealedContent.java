package org.mithaq.audit.record;

/**
 * A record's content at rest.
 *
 * @param wrappedKey the record's own key, under the service's
 * @param content the content, under the record's own key
 */
public record SealedContent(byte[] wrappedKey, byte[] content) {

  @Override
  public String toString() {
    return "SealedContent[" + content.length + " bytes]";
  }
}
