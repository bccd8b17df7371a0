/** Tests of the receipts' folder. */
@NullMarked
package org.mithaq.local.receipt;

import org.jspecify.annotations.NullMarked;
