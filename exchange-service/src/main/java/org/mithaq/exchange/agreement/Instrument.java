package org.mithaq.exchange.agreement;

/**
 * What the agreement says of the processing as a whole; the fields are those of Moroccan law 09-08,
 * art. 2.
 *
 * @param controller who answers for it
 * @param legitimacy on what ground
 * @param purpose what for
 * @param subjects whose data
 * @param data which data
 * @param origin where it comes from
 * @param recipients who gets it
 * @param security how it is kept
 */
public record Instrument(
    String controller,
    String legitimacy,
    String purpose,
    String subjects,
    String data,
    String origin,
    String recipients,
    String security) {}
