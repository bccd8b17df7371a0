/**
 * How a refusal is said: the problem types of this service (RFC 9457), the strict reading of JSON
 * that finds them, and the one mapper that answers with them.
 *
 * <p>What must never be here: a rule of an agreement, anything of a signal, an exception's text or
 * a class name in an answer. This package depends on no other feature.
 */
@NullMarked
package org.mithaq.exchange.problem;

import org.jspecify.annotations.NullMarked;
