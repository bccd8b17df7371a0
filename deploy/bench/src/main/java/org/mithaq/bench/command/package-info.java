/** The command line of the benchmarks. Here belongs what all of them share; never a measurement. */
@NullMarked
package org.mithaq.bench.command;

import org.jspecify.annotations.NullMarked;
