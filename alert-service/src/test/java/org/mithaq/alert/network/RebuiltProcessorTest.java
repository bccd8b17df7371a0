package org.mithaq.alert.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;
import org.mithaq.alert.exchange.SignalEvent;
import org.mithaq.alert.matching.AgencyNews;
import org.mithaq.alert.matching.Backlog;
import org.mithaq.alert.notice.Notice;
import org.mithaq.alert.notice.NoticeMapper;

/**
 * What was told is kept through a rebuild; what is known is not. So what was told and is known no
 * more has to be taken back, though nothing that is read anew speaks of it.
 */
class RebuiltProcessorTest {

  private static final String ME = "nl-kmar";
  private static final String SCOPE = ME + "|triangular";
  private static final String NAME = "person-name=youssef amrani";
  private static final String DAY = "person-day=youssef 1987-03-02";

  @Test
  void closesAReviewOfWhichNoSignalSpeaksAnyMore() throws IOException {
    MemoryCluster cluster = new MemoryCluster();
    cluster.take(SignalEvent.signal(1, "ma-dgsn", ME).bearingPerson("victim", NAME, DAY).view());
    cluster.take(SignalEvent.signal(2, "es-gc", ME).bearingPerson("suspect", NAME, DAY).view());
    Notice review = cluster.open(ME).values().iterator().next();
    assertThat(review.isReview()).isTrue();

    List<Notice> told = toldAfterARebuild(review);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().id()).isEqualTo(review.id());
    assertThat(told.getFirst().isOpen()).isFalse();
    assertThat(toldAfterARebuild(told.getFirst())).as("closed before").isEmpty();
  }

  private static List<Notice> toldAfterARebuild(Notice before) throws IOException {
    NetworkTopology topology =
        new NetworkTopology(
            MemoryCluster.defaults(), Duration.ofMillis(100), Duration.ofDays(1), new Backlog());
    PlayedTask<byte[]> task = PlayedTask.of(topology);
    task.stores()
        .get(NetworkTopology.TOLD)
        .put("notice|" + SCOPE + "|" + before.id(), NoticeMapper.body(before).getBytes(UTF_8));
    Processor<String, AgencyNews, String, byte[]> processor = topology.get();
    processor.init(task.context());
    task.context()
        .scheduledPunctuators()
        .forEach(each -> each.getPunctuator().punctuate(DrivenTopology.START.toEpochMilli()));
    List<Notice> told = new ArrayList<>();
    for (MockProcessorContext.CapturedForward<? extends String, ? extends byte[]> each :
        task.context().forwarded()) {
      told.add(NoticeMapper.readEvent(each.record().value()).notice());
    }
    return told;
  }
}
