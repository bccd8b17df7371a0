/**
 * Waiting until the whole cluster has nothing left to do. It reads gauges alone and must never look
 * into a topic or a database.
 */
@NullMarked
package org.mithaq.local.settle;

import org.jspecify.annotations.NullMarked;
