/**
 * The key material of a data directory: made once, at the first start, and readable by its owner
 * alone.
 *
 * <p>What belongs here: which keys there are, how they are made and in which form they lie on the
 * disk. What must never be here: signing, sealing or tokenising anything with them, and any way to
 * print a private or secret key.
 */
@NullMarked
package org.mithaq.local.key;

import org.jspecify.annotations.NullMarked;
