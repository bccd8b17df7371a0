/**
 * The cluster on one machine: its data directory, its processes, and the command {@code up} that
 * keeps them running.
 *
 * <p>What belongs here: starting the broker, PostgreSQL and the services side by side, watching
 * over them, stopping them, and telling the user in a sentence what is wrong. What must never be
 * here: speaking a service's interface beyond its health, and any rule of the exchange.
 */
@NullMarked
package org.mithaq.local.cluster;

import org.jspecify.annotations.NullMarked;
