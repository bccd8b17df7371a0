/**
 * Handing the content of an {@code on-request} signal to another agency, when the originator
 * agrees.
 *
 * <p>What must never be here: the content itself. A release says who may read which signal; reading
 * is decided, and recorded, where signals are.
 */
@NullMarked
package org.mithaq.exchange.release;

import org.jspecify.annotations.NullMarked;
