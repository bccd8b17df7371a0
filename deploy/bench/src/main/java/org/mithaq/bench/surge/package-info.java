/**
 * How well surges are told from chance, by the product's own judge: planted ones among simulated
 * corridors, and what it would have said of a real series, as a plot. Here belong the making of
 * corridors, the counting of what was found, and the drawing; never a rule of what a surge is.
 */
@NullMarked
package org.mithaq.bench.surge;

import org.jspecify.annotations.NullMarked;
