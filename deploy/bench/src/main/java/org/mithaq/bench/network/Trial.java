package org.mithaq.bench.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mithaq.alert.network.Scoring;
import org.mithaq.alert.notice.Notice;

/**
 * What one agency is shown of one world.
 *
 * @param world the world
 * @param notices the agency's open notices
 * @param shown the keys of their signals, notice by notice
 * @param score how right they are
 */
public record Trial(World world, List<Notice> notices, List<List<String>> shown, Score score) {

  /** Passes a world through the product's matcher and engine. */
  public static Trial of(World world, Scoring scoring, String agency) {
    return of(Heard.of(world, agency), scoring);
  }

  /** The same of what the matcher has said of a world. */
  public static Trial of(Heard heard, Scoring scoring) {
    World world = heard.world();
    String agency = heard.agency();
    MemoryCluster cluster = new MemoryCluster(NetworksCommand.HUB_CAP, scoring, agency);
    heard.news().forEach(cluster::hear);
    cluster.conclude();
    Map<String, String> keys = new HashMap<>();
    world.views().forEach((key, view) -> keys.put(view.header().id(), key));
    List<Notice> open = cluster.open(agency);
    List<List<String>> shown = open.stream().map(notice -> keys(notice, keys)).toList();
    return new Trial(world, open, shown, Score.of(world.truth(), shown));
  }

  private static List<String> keys(Notice notice, Map<String, String> keys) {
    return notice.signals().stream().map(ref -> keys.getOrDefault(ref.id(), "?")).toList();
  }

  /** Counts each notice: what it is confident of, and whether it joins two agencies rightly. */
  public void addTo(Calibration calibration) {
    for (int i = 0; i < notices.size(); i++) {
      calibration.add(notices.get(i).confidence(), Score.joinsRightly(world.truth(), shown.get(i)));
    }
  }
}
