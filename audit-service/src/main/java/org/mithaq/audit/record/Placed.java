package org.mithaq.audit.record;

/**
 * A record and the place that it has been given.
 *
 * @param record the record
 * @param place its place
 */
public record Placed(Prepared record, Place place) {}
