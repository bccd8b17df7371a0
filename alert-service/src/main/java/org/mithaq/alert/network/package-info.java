/**
 * From matches to threat notices, inside one agency and one agreement: scores pairs, contracts them
 * into networks and projects each network into the notice that the agency is told.
 *
 * <p>Everything here is keyed by agency and agreement and sees only what that agency may know. It
 * must never read the clock for what enters a notice, and never learn an audience.
 */
@NullMarked
package org.mithaq.alert.network;

import org.jspecify.annotations.NullMarked;
