/**
 * An agency's feed at the terminal: server-sent events, kept up over broken connections, and
 * notices in plain words. It must never show what the feed did not say.
 */
@NullMarked
package org.mithaq.local.watch;

import org.jspecify.annotations.NullMarked;
