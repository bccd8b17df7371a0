package org.mithaq.audit.stack;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.mithaq.audit.log.Step;

/** Lets the sequencer fail after a step, once: it then knows nothing but what is stored. */
@ApplicationScoped
public class Breakpoints implements Step.Watch {

  private final AtomicReference<Step> next = new AtomicReference<>();

  /** The next time that this step is done, the sequencer dies. */
  public void failAfter(Step step) {
    next.set(step);
  }

  /** Whether it has died there. */
  public boolean reached() {
    return next.get() == null;
  }

  @Override
  public void at(Step step) {
    if (next.compareAndSet(step, null)) {
      throw new IllegalStateException("a test lets the sequencer die after " + step);
    }
  }
}
