/**
 * Each agency's own numbered feed: takes notices from the topic into PostgreSQL, with their
 * disclosure records, and hands them to subscribers.
 *
 * <p>Nothing is sent that is not committed, and no subscriber may slow another.
 */
@NullMarked
package org.mithaq.alert.feed;

import org.jspecify.annotations.NullMarked;
