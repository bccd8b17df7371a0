/**
 * The verifier: a program of its own that checks an audit log from the files that it publishes.
 *
 * <p>What belongs here: reading a served or mirrored log, recomputing every hash of it, checking
 * signatures against pinned keys, numbering, receipts and older checkpoints, and saying plainly
 * what is wrong. It never writes to the log, never asks the service for anything but its published
 * files, and never takes a key from what it checks.
 *
 * <p>What must never come here: a dependency. Neither a library nor a class of the service, not
 * even for the hash of a leaf: two programs that share code share its faults.
 */
@NullMarked
package org.mithaq.audit.verify;

import org.jspecify.annotations.NullMarked;
