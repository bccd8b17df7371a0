package org.mithaq.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mithaq.local.watch.NoticeView;

class BoardTest {

  private final Map<String, Map<String, NoticeView>> latest = new HashMap<>();
  private final Board board = new Board(latest);

  @Test
  void saysOnceWhatSeveralVersionsComeTo() {
    board.add(List.of(arrival("es-gc", "n-1", 1, "opened"), arrival("es-gc", "n-1", 2, "updated")));
    board.add(List.of(arrival("es-gc", "n-1", 3, "updated")));

    assertThat(board.flush())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.change()).isEqualTo("opened");
              assertThat(line.notice().version()).isEqualTo(3);
            });
    assertThat(board.flush()).isEmpty();
    assertThat(latest.get("es-gc").get("n-1").version()).isEqualTo(3);
  }

  @Test
  void saysNothingOfWhatOpenedAndClosedInBetween() {
    board.add(List.of(arrival("es-gc", "n-1", 1, "opened"), arrival("es-gc", "n-1", 2, "closed")));

    assertThat(board.flush()).isEmpty();
    assertThat(board.shown()).isZero();
  }

  @Test
  void saysThatAKnownNoticeWasUpdatedOrClosed() {
    board.add(
        List.of(arrival("es-gc", "n-1", 1, "opened"), arrival("ma-dgsn", "n-1", 1, "opened")));
    assertThat(board.flush()).hasSize(2);
    board.add(
        List.of(arrival("ma-dgsn", "n-1", 2, "closed"), arrival("es-gc", "n-1", 2, "updated")));

    assertThat(board.flush())
        .extracting(Board.Line::agency, Board.Line::change)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("es-gc", "updated"),
            org.assertj.core.groups.Tuple.tuple("ma-dgsn", "closed"));
    assertThat(board.shown()).isEqualTo(4);
  }

  @Test
  void waitsUntilNothingMoreComes() {
    board.add(List.of(arrival("es-gc", "n-1", 1, "opened")));
    assertThat(board.isCalm()).isFalse();
    board.add(List.of());
    assertThat(board.isCalm()).isFalse();
    board.add(List.of());
    assertThat(board.isCalm()).isTrue();
    board.add(List.of(arrival("es-gc", "n-1", 2, "updated")));
    assertThat(board.isCalm()).isFalse();
  }

  private static Told.Arrival arrival(String agency, String id, int version, String change) {
    return new Told.Arrival(
        agency,
        NoticeView.read(
                "{\"id\":\"%s\",\"version\":%d,\"change\":\"%s\",\"state\":\"%s\"}"
                    .formatted(id, version, change, change.equals("closed") ? "closed" : "open"))
            .orElseThrow());
  }
}
