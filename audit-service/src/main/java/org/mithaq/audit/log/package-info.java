/**
 * The transparency log: gives records their places, hashes them into a tree, signs the tree's state
 * and publishes it as files, after C2SP tlog-tiles, tlog-checkpoint and signed-note.
 *
 * <p>What belongs here: the entry, the tree, tiles, checkpoints, sequencing in one transaction a
 * batch, the folder that is published, and how far everything is.
 *
 * <p>What must never come here: what a record says. An entry tells a stranger nothing but who
 * numbered it, on which day, and that it has not been changed.
 */
@NullMarked
package org.mithaq.audit.log;

import org.jspecify.annotations.NullMarked;
