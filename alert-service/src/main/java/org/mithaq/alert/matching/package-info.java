/**
 * From views to matches: takes the newest view of each signal, keeps the postings of each token and
 * says, for each agency that may know them, which signals bear the same token.
 *
 * <p>This is the only place that sees audiences. Nothing that leaves it towards {@code network} may
 * depend on a signal outside the audience of the agency that it is addressed to, and no selector in
 * clear ever reaches it.
 */
@NullMarked
package org.mithaq.alert.matching;

import org.jspecify.annotations.NullMarked;
