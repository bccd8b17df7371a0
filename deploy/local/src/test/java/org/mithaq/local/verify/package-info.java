/**
 * Tests of the feature of the same name, against services that are played by an HTTP server in the
 * test.
 */
package org.mithaq.local.verify;
