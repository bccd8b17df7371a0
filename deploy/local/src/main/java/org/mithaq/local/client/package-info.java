/**
 * How commands find and reach a cluster that runs: the URLs in its run file, its partners, and HTTP
 * with problems (RFC 9457) read into sentences. It must never start, stop or change anything.
 */
@NullMarked
package org.mithaq.local.client;

import org.jspecify.annotations.NullMarked;
