/**
 * How fast the audit log is, and how large: from Kafka to a cosigned checkpoint, beside what
 * PostgreSQL and SHA-256 do alone; the verifier and the proofs in a log of millions. Here never
 * belongs a step of the log itself: what is fast here and not in the product measures nothing.
 */
@NullMarked
package org.mithaq.bench.audit;

import org.jspecify.annotations.NullMarked;
