/**
 * Oversight: reading the records, one's own side's or all, and recording that they were read.
 *
 * <p>What belongs here: who sees which field of a record, the answers to readings, and the record
 * of each reading, committed before its answer leaves; and the answers that are kept for who asks
 * again under the same key.
 *
 * <p>What must never come here: a reading without a record, or a record of another side.
 */
@NullMarked
package org.mithaq.audit.oversight;

import org.jspecify.annotations.NullMarked;
