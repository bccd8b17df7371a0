package org.mithaq.exchange.problem;

/**
 * A place in a JSON document, RFC 6901.
 *
 * @param text the pointer; empty for the whole document
 */
public record Pointer(String text) {

  /** The whole document. */
  public static final Pointer ROOT = new Pointer("");

  /** A member of the object at this place. */
  public Pointer member(String name) {
    return new Pointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  /** An element of the array at this place. */
  public Pointer element(int index) {
    return new Pointer(text + "/" + index);
  }

  @Override
  public String toString() {
    return text;
  }
}
