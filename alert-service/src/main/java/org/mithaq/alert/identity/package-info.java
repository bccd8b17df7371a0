/**
 * Who calls: the agency, user and groups that a token speaks for.
 *
 * <p>Never decides what a caller may read of a notice; never logs a token.
 */
@NullMarked
package org.mithaq.alert.identity;

import org.jspecify.annotations.NullMarked;
