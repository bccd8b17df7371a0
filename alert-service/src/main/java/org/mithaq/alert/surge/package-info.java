/**
 * From sightings to surge warnings, inside one agency and one agreement: counts the de-duplicated
 * signals of each corridor and day, weighs the last days of each corridor against the weeks before
 * them, and tells the agency of those that chance does not explain.
 *
 * <p>Everything here is keyed by agency and agreement and sees only what that agency may know. It
 * must never learn an audience, nor read the clock: a day is over when a signal was accepted on a
 * later one. What is told is a function of the signals that stand, whatever their order.
 */
@NullMarked
package org.mithaq.alert.surge;

import org.jspecify.annotations.NullMarked;
