/**
 * The legal basis: agreements and their articles, who is a party, what an article covers, and the
 * decision whether something is permitted under it.
 *
 * <p>What must never be here: a signal's content, a selector's value, a web framework in a
 * decision. Deciding is a pure function of an agreement, a question and a day; whoever asks records
 * the answer.
 */
@NullMarked
package org.mithaq.exchange.agreement;

import org.jspecify.annotations.NullMarked;
