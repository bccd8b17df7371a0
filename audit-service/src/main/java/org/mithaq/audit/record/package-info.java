/**
 * Disclosure records: what happened to personal data, after Directive (EU) 2016/680 article 25.
 *
 * <p>What belongs here: the record as its emitters publish it, its commitments field by field, how
 * it is sealed, and where it lies. Records of this service's own acts are written here too, in the
 * transaction of the act.
 *
 * <p>What must never come here: anything of the tree, of checkpoints or of who may read. A record's
 * content never leaves this package except opened for a reader, and never appears in a log line, a
 * metric or a {@code toString}.
 */
@NullMarked
package org.mithaq.audit.record;

import org.jspecify.annotations.NullMarked;
