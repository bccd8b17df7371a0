/**
 * The first thing that anybody sees of Mithaq: an invented story, published for real, told as it
 * unfolds and checked at its end. It must never contain a real person or show anything that did not
 * happen in the running cluster.
 */
@NullMarked
package org.mithaq.local.demo;

import org.jspecify.annotations.NullMarked;
