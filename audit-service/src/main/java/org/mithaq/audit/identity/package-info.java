/**
 * Who asks: the agency and the groups that a verified token speaks for.
 *
 * <p>What belongs here: reading the token's claims, refusing a token without an agency, and that
 * what one reader is told is kept for no other.
 *
 * <p>What must never come here: a decision about a record. Groups are required by annotation on the
 * method that needs them.
 */
@NullMarked
package org.mithaq.audit.identity;

import org.jspecify.annotations.NullMarked;
