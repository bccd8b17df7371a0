/**
 * What the parameters of the score would be if worlds whose truth is known had chosen them. Here
 * never belongs a score of its own: what is estimated is judged by the product's.
 */
@NullMarked
package org.mithaq.bench.estimate;

import org.jspecify.annotations.NullMarked;
