/**
 * Worlds whose truth is known, made from a seed: networks that travel their corridors, and the many
 * reports that belong to nothing. They are shaped after the two worlds in {@code shared/data}, so
 * that what is tuned on some can be tried on others. Here never belongs anything that the product
 * could read: a world says what happened and how it was written down, not how to find it.
 */
@NullMarked
package org.mithaq.bench.world;

import org.jspecify.annotations.NullMarked;
