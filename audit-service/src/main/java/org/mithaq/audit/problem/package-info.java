/**
 * What this service answers when it does not do what was asked: problems after RFC 9457.
 *
 * <p>What belongs here: one sealed hierarchy of problems and their mapping to answers.
 *
 * <p>What must never come here: the name of a class or the text of an exception in an answer, or
 * anything of a record.
 */
@NullMarked
package org.mithaq.audit.problem;

import org.jspecify.annotations.NullMarked;
