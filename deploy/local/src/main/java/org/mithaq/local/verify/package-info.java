/**
 * The way from the command line to the verifier, which is a program of its own, and a mirror of the
 * log's files for it. It must never check anything by itself: whoever does not trust this program
 * runs the verifier alone.
 */
@NullMarked
package org.mithaq.local.verify;

import org.jspecify.annotations.NullMarked;
