package org.mithaq.local.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that a test can read. */
final class Recorder implements Journal {

  final List<String> progress = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();

  @Override
  public void progress(String sentence) {
    progress.add(sentence);
  }

  @Override
  public void warning(String sentence) {
    warnings.add(sentence);
  }
}
