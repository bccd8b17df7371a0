/** Tests of the feature of the same name. */
@NullMarked
package org.mithaq.local.key;

import org.jspecify.annotations.NullMarked;
