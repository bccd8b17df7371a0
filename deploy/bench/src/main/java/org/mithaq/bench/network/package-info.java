/**
 * How well networks are found: worlds whose truth is known, through the product's own
 * normalisation, matching and contraction. Here never belongs a rule of correlation: what finds
 * something here and not in the product measures nothing.
 */
@NullMarked
package org.mithaq.bench.network;

import org.jspecify.annotations.NullMarked;
