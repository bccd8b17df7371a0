/** The stack for tests of every module, and the tests of the stack itself. */
@NullMarked
package org.mithaq.local.stack;

import org.jspecify.annotations.NullMarked;
