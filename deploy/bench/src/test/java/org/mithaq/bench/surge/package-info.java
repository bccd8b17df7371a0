/** Tests of the feature of the same name. */
@NullMarked
package org.mithaq.bench.surge;

import org.jspecify.annotations.NullMarked;
