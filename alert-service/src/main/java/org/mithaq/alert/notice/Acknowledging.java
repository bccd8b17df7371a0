package org.mithaq.alert.notice;

/**
 * What is acknowledged.
 *
 * @param version the version of the notice that was read
 */
public record Acknowledging(int version) {}
