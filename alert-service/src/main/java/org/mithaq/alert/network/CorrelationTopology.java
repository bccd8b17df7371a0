package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.matching.EventMapper;
import org.mithaq.alert.matching.IntakeTally;
import org.mithaq.alert.matching.MatchingConfig;
import org.mithaq.alert.matching.PartnerBook;
import org.mithaq.alert.matching.SignalTopology;
import org.mithaq.alert.matching.TokenChanges;
import org.mithaq.alert.matching.TokenTopology;
import org.mithaq.alert.notice.NoticeMapper;
import org.mithaq.alert.surge.SurgeConfig;
import org.mithaq.alert.surge.SurgeTopology;

/** Wires the hops: by signal, by agreement and token, by agency and agreement. */
public final class CorrelationTopology {

  /** Where notices go, each agency to its own partition. */
  public static final String NOTICES = "mithaq.notices";

  /** Where views go that cannot be read or may not be taken. */
  public static final String DEAD_LETTERS = "mithaq.dead-letters.alert";

  /** The internal topics, without the application's prefix. */
  static final List<String> REPARTITIONS = List.of("token-repartition", "agency-repartition");

  private CorrelationTopology() {}

  /** Builds it. */
  public static Topology build(
      MatchingConfig matching,
      NetworkConfig network,
      SurgeConfig surge,
      PartnerBook partners,
      IntakeTally tally,
      Backlog backlog) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, SignalTopology.Outcome> outcomes =
        builder.stream(topics(matching), Consumed.with(Serdes.String(), Serdes.ByteArray()))
            .process(
                new SignalTopology(
                    partners,
                    tally,
                    backlog,
                    matching.registerWait(),
                    matching.partitions(),
                    matching.epoch()),
                Named.as("take-signal"));

    outcomes
        .filter((key, outcome) -> outcome instanceof SignalTopology.Outcome.Dead)
        .mapValues(outcome -> ((SignalTopology.Outcome.Dead) outcome).value())
        .to(DEAD_LETTERS, Produced.with(Serdes.String(), Serdes.ByteArray()));

    KStream<String, AgencyNews> links =
        outcomes
            .filter((key, outcome) -> outcome instanceof SignalTopology.Outcome.Changed)
            .<TokenChanges>mapValues(
                outcome -> ((SignalTopology.Outcome.Changed) outcome).changes())
            .repartition(
                Repartitioned.with(Serdes.String(), EventMapper.changes())
                    .withStreamPartitioner(CorrelationTopology::partition)
                    .withName("token")
                    .withNumberOfPartitions(matching.partitions()))
            .process(new TokenTopology(matching.hubCap()), Named.as("link-signals"));

    KStream<String, AgencyNews> news =
        outcomes
            .filter((key, outcome) -> outcome instanceof SignalTopology.Outcome.Told)
            .<AgencyNews>mapValues(outcome -> ((SignalTopology.Outcome.Told) outcome).news())
            .merge(links)
            .repartition(
                Repartitioned.with(Serdes.String(), EventMapper.news())
                    .withName("agency")
                    .withNumberOfPartitions(matching.partitions()));
    KStream<String, SurgeTopology.Outcome> surges =
        news.filter((key, each) -> each instanceof AgencyNews.Sighted)
            .mapValues(each -> (AgencyNews.Sighted) each)
            .process(new SurgeTopology(surge, backlog), Named.as("warn-of-surges"));

    KStream<String, AgencyNews> shown =
        surges
            .filter((key, outcome) -> outcome instanceof SurgeTopology.Outcome.Shown)
            .mapValues(outcome -> ((SurgeTopology.Outcome.Shown) outcome).news());
    KStream<String, byte[]> warnings =
        surges
            .filter((key, outcome) -> outcome instanceof SurgeTopology.Outcome.Told)
            .mapValues(
                outcome -> NoticeMapper.event(((SurgeTopology.Outcome.Told) outcome).notice()));

    news.filterNot((key, each) -> each instanceof AgencyNews.Sighted)
        .merge(shown)
        .process(
            new NetworkTopology(network.scoring(), network.flush(), network.keepRecalls(), backlog),
            Named.as("tell-agency"))
        .merge(warnings)
        .to(
            NOTICES,
            Produced.with(Serdes.String(), Serdes.ByteArray())
                .withStreamPartitioner(
                    (topic, key, value, partitions) ->
                        Optional.of(Set.of(partitionOf(key, partitions)))));
    return builder.build();
  }

  /** The topics that signals come on. */
  static List<String> topics(MatchingConfig matching) {
    return matching.exchanges().stream()
        .map(exchange -> SignalTopology.TOPIC_PREFIX + exchange)
        .toList();
  }

  /** The partition of an agency's notices; the key is {@code <agency>/<notice id>}. */
  static int partitionOf(String key, int partitions) {
    String agency = key.substring(0, key.indexOf('/'));
    return Utils.toPositive(Utils.murmur2(agency.getBytes(UTF_8))) % partitions;
  }

  private static Optional<Set<Integer>> partition(
      String topic, String key, TokenChanges changes, int partitions) {
    return Optional.of(Set.of(changes.part() % partitions));
  }
}
