package org.mithaq.exchange.signal;

/**
 * Something that the originator should look at again; the signal is accepted all the same.
 *
 * @param code names the warning
 * @param pointer where in the signal, RFC 6901
 * @param detail in a sentence
 */
public record Warning(String code, String pointer, String detail) {

  /**
   * Trafficking in persons has means, unless the victim is a child: Palermo Protocol art. 3(a) and
   * (c).
   */
  static final Warning MEANS_MISSING =
      new Warning(
          "means-missing",
          "/details/means",
          "Trafficking in persons is done by some means, unless the victim is a child (Palermo Protocol art. 3).");
}
