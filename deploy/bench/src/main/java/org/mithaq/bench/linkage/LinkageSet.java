package org.mithaq.bench.linkage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mithaq.alert.network.Contraction;
import org.mithaq.alert.network.Scoring;
import org.mithaq.bench.network.NetworksCommand;
import org.mithaq.bench.network.Publication;

/** Half of a public set of records, matched once, so that many parameters can be tried on it. */
public final class LinkageSet {

  private static final String FROM = "ma-dgsn";
  private static final String TO = "nl-kmar";
  private static final double FEBRL = 0.01;
  private static final double FEBRL_3 = 0.005;
  private static final double FAKE = 0.05;

  private final String name;
  private final double allowed;
  private final Pool pool;
  private final List<String> truth;

  private LinkageSet(String name, double allowed, List<LinkageRecord> records, Path configuration)
      throws IOException {
    this.name = name;
    this.allowed = allowed;
    this.pool = new Pool(NetworksCommand.HUB_CAP, TO);
    this.truth = records.stream().map(LinkageRecord::cluster).toList();
    Publication publication = new Publication(configuration);
    for (LinkageRecord each : records) {
      pool.take(publication.view(each.id(), FROM, each.signal()));
    }
  }

  /**
   * Febrl 1–3 and Splink's fake_1000.
   *
   * @param parity the persons of even numbers (0), or of odd ones (1)
   */
  public static List<LinkageSet> halves(Path data, Path configuration, int parity)
      throws IOException {
    List<LinkageSet> sets = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      sets.add(
          new LinkageSet(
              "febrl-" + i,
              i == 3 ? FEBRL_3 : FEBRL,
              Sets.half(Sets.febrl(data.resolve("febrl/dataset" + i + ".csv")), parity),
              configuration));
    }
    sets.add(
        new LinkageSet(
            "splink-fake",
            FAKE,
            Sets.half(Sets.splink(data.resolve("splink/fake_1000.csv")), parity),
            configuration));
    return sets;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** How far F1 may be from 1. */
  public double allowed() {
    return allowed;
  }

  /** F1 of the pairs that the score links. */
  public double f1(Scoring scoring) {
    List<int[]> linked =
        pool.edges(scoring).stream()
            .filter(edge -> edge.weight() > scoring.joinAbove())
            .map((Contraction.Edge edge) -> new int[] {edge.a(), edge.b()})
            .toList();
    return Agreement.ofPairs(truth, linked).f1();
  }
}
