package org.mithaq.exchange.selector;

/**
 * What stands for an attribute outside the exchange.
 *
 * @param epoch which matching key made it
 * @param attribute label of the kind of attribute
 * @param hex HMAC-SHA-256 of kind and value, cut to 128 bits, in lower-case hexadecimal
 */
public record Token(int epoch, String attribute, String hex) {}
