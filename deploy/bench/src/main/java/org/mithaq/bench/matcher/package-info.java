/**
 * How fast signals are matched: the product's own matcher beside others that do the same job. Here
 * belong the stream that all are given, the peers, and the check that all found the same; never a
 * copy of what is measured.
 */
@NullMarked
package org.mithaq.bench.matcher;

import org.jspecify.annotations.NullMarked;
