/**
 * What a signal costs as the history grows: time beside many signals and beside a hub, changelog,
 * memory, disk and the time of a restore. Here belongs only what is measured and told, never a rule
 * of matching.
 */
@NullMarked
package org.mithaq.bench.growth;

import org.jspecify.annotations.NullMarked;
