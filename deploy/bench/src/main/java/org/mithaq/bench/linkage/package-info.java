/**
 * How well records of one person are found: public record-linkage sets, through the product's own
 * acceptance, tokens, pair score and contraction. Here belongs what a column of a set is called in
 * a signal, and the count of what was found; never a rule of correlation.
 */
@NullMarked
package org.mithaq.bench.linkage;

import org.jspecify.annotations.NullMarked;
