/**
 * The foundations that every service stands on: a Kafka broker, a PostgreSQL server, the topics,
 * the databases.
 *
 * <p>What belongs here: starting and stopping them on one machine, durably, and giving them the
 * shape (topics with their retention, databases with their owners) that the services expect to
 * find. What must never be here: anything that knows what a service does with them, and anything
 * that runs in production, where operators bring clusters.
 */
@NullMarked
package org.mithaq.local.stack;

import org.jspecify.annotations.NullMarked;
