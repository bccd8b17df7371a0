package org.mithaq.audit.stack;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.mithaq.audit.log.DiskUse;

/** Lets the disk of the log's folder fail at some uses: once, or until it is mended. */
@ApplicationScoped
public class FailingDisk implements DiskUse.Watch {

  private record Fault(Set<DiskUse> uses, int skipped, boolean lasting) {}

  private final AtomicReference<Fault> fault = new AtomicReference<>();

  /** One such use fails, after so many that do not. */
  public void failOnce(DiskUse use, int skipped) {
    fault.set(new Fault(Set.of(use), skipped, false));
  }

  /** Every such use fails until the disk is mended. */
  public void fail(Set<DiskUse> uses) {
    fault.set(new Fault(Set.copyOf(uses), 0, true));
  }

  /** It fails no more. */
  public void mend() {
    fault.set(null);
  }

  /** Whether what was to fail once has failed. */
  public boolean failed() {
    return fault.get() == null;
  }

  @Override
  public void before(DiskUse use) throws IOException {
    Fault now = fault.get();
    if (now == null || !now.uses().contains(use)) {
      return;
    }
    if (now.skipped() > 0) {
      fault.compareAndSet(now, new Fault(now.uses(), now.skipped() - 1, now.lasting()));
    } else if (now.lasting() || fault.compareAndSet(now, null)) {
      throw new IOException("a test lets the disk fail: " + use);
    }
  }
}
