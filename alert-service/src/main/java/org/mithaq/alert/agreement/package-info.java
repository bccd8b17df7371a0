/**
 * The register as this service hears it: which agency is a partner and through which exchange,
 * which agreement is in force, and whether the register is heard at all.
 *
 * <p>Nothing here decides on the content of a signal, and nothing here is written: the register has
 * one writer, an exchange.
 */
@NullMarked
package org.mithaq.alert.agreement;

import org.jspecify.annotations.NullMarked;
