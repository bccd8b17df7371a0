/**
 * Who speaks: a token speaks for one agency and one user, with the groups that it names and no
 * others.
 *
 * <p>What must never be here: what an agency may do under an agreement. Groups say what kind of
 * work a user does; whether the agency may have a thing is decided by the agreement and by the
 * signal.
 */
@NullMarked
package org.mithaq.exchange.identity;

import org.jspecify.annotations.NullMarked;
