/**
 * Tests that drive a whole cluster from outside, as its users do: through the script, REST, the
 * feed and the served log.
 *
 * <p>Nothing here may call into a service's classes; what a test must know of one, it reads from
 * {@code run.json}.
 */
@NullMarked
package org.mithaq.system;

import org.jspecify.annotations.NullMarked;
