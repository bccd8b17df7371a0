package org.mithaq.local.cluster;

/** Where the launcher tells the user what happens; called by several threads. */
public interface Journal {

  /** Something went as it should. */
  void progress(String sentence);

  /** Something wants attention, and was dealt with. */
  void warning(String sentence);
}
