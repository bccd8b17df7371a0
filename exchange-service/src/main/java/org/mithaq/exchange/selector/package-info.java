/**
 * What in a signal can match: the types of selectors, their exact normal forms, and the keyed
 * tokens that stand for them outside the exchange.
 *
 * <p>What must never be here: a database, a topic, a rule of an agreement. A value in clear never
 * leaves this package but inside a {@link Selector}, whose {@code toString} is silent; outside the
 * exchange goes the token alone.
 */
@NullMarked
package org.mithaq.exchange.selector;

import org.jspecify.annotations.NullMarked;
