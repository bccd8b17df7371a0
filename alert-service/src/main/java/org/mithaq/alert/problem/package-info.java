/**
 * Refusals, as RFC 9457 problems: one sealed hierarchy and one mapper.
 *
 * <p>Never hands out an exception's text or a class name.
 */
@NullMarked
package org.mithaq.alert.problem;

import org.jspecify.annotations.NullMarked;
