/** What the tests against a real broker and a real PostgreSQL share. */
package org.mithaq.audit.stack;
