package org.mithaq.local.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a report of the story belongs to. */
enum Scene {
  /** Atlantic crossings: four agencies, three countries. */
  BOATS("The boats"),
  /** More of the same network, after the taxi's number has become known. */
  BOATS_LATE("The boats"),
  /** A taxi firm's number, which everybody reports. */
  TAXI(""),
  /** Forged documents: four countries of the north. */
  PAPERS("The papers"),
  /** Forced labour, reported under the agreement of two countries alone. */
  HARVEST("The harvest"),
  /** A victim's telephone, and somebody who bears its number. */
  VICTIM(""),
  /** A report that nobody else may know of. */
  SILENT("The boats"),
  /** A report that is taken back. */
  MISTAKE(""),
  /** Reports that concern nothing else. */
  NOISE("");

  private final String network;

  Scene(String network) {
    this.network = network;
  }

  /** The network that its reports belong to, if they belong to one. */
  Optional<String> network() {
    return network.isEmpty() ? Optional.empty() : Optional.of(network);
  }

  /** The scene of a name as the story's file writes it, e.g. {@code boats-late}. */
  static Scene of(String name) {
    return Arrays.stream(values())
        .filter(scene -> scene.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scene " + name));
  }
}
