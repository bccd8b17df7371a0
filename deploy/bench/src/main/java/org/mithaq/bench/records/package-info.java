/**
 * How soon lists of records and monthly reports are answered over a million records, whatever is
 * asked for, beside the reading of one record by its id. Records are read by the service as it is
 * started for anybody else; here never belongs a second way to find them, except the plain loop
 * that answers are compared with.
 */
@NullMarked
package org.mithaq.bench.records;

import org.jspecify.annotations.NullMarked;
