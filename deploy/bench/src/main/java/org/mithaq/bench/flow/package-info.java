/**
 * How fast signals become notices, through a real broker and the alert service as it is started
 * elsewhere. Here belong the load, who listens, and the topology that it is compared to; never a
 * copy of what is measured.
 */
@NullMarked
package org.mithaq.bench.flow;

import org.jspecify.annotations.NullMarked;
