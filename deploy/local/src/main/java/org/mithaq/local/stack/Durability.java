package org.mithaq.local.stack;

/** Whether what was acknowledged must outlive a power cut. */
public enum Durability {
  /** Every commit and every acknowledged record is on the disk. */
  DURABLE,
  /** For tests whose data nobody wants to see again: survives the process, not the machine. */
  FAST
}
