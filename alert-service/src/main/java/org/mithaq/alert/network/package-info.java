/**
 * From matches to threat notices, inside one agency and one agreement: scores pairs, contracts them
 * into networks and projects each network into the notice that the agency is told.
 *
 * <p>Everything here is keyed by agency and agreement and sees only what that agency may know. It
 * must never read the clock for what enters a notice, and never learn an audience.
 *
 * <p>The open network notices follow from what stands; recalls follow from what was told. So the
 * law that order leaves no trace, and that adding and withdrawing is as never adding, holds for all
 * but them: a signal that was shown for a moment is recalled, one that never was is not, and a
 * recall stays open. What they follow from lies in the same partition and nowhere else, so they say
 * no more than any notice of what the agency may not know: an agency that leaves an audience is
 * told what it would be told of a withdrawal.
 */
@NullMarked
package org.mithaq.alert.network;

import org.jspecify.annotations.NullMarked;
