/**
 * The threat notice: its contract, and reading the current ones.
 *
 * <p>Never computes one (that is {@code network}) and never numbers one (that is {@code feed}).
 */
@NullMarked
package org.mithaq.alert.notice;

import org.jspecify.annotations.NullMarked;
