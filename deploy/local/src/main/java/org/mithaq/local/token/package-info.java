/**
 * Tokens for one machine: what an agency's own identity provider does in production. It signs with
 * the key of the data directory and must never hold a key of its own or accept an agency that is
 * not a partner.
 */
@NullMarked
package org.mithaq.local.token;

import org.jspecify.annotations.NullMarked;
