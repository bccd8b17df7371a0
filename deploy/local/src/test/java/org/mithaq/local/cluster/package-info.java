/** Tests of the feature of the same name. */
@NullMarked
package org.mithaq.local.cluster;

import org.jspecify.annotations.NullMarked;
