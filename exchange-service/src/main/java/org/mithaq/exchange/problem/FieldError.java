package org.mithaq.exchange.problem;

/**
 * What is wrong at one place of a body.
 *
 * @param pointer JSON Pointer (RFC 6901) to the place
 * @param detail what is wrong there, in our own words; never a value from the body
 */
public record FieldError(String pointer, String detail) {}
