package org.mithaq.bench.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all contestants are given, and that a contestant that finds less is told apart. */
class SignalStreamTest {

  private static final int SIGNALS = 600;

  private final SignalStream stream = new SignalStream(1);

  @Test
  void signalIsAFunctionOfSeedAndNumber() {
    assertThat(new SignalStream(1).view(77)).isEqualTo(stream.view(77));
    assertThat(new SignalStream(2).view(77)).isNotEqualTo(stream.view(77));
  }

  @Test
  void everyThirdSharesATokenThatAnAgencyMayKnowOf() {
    Map<String, List<List<String>>> audiences = new HashMap<>();
    int strangers = 0;
    for (int n = 0; n < SIGNALS; n++) {
      List<Arrival> arrivals = stream.arrivals(n);
      assertThat(arrivals).hasSize(SignalStream.TOKENS);
      List<String> audience = arrivals.getFirst().posting().audience();
      assertThat(audience).hasSize(2);
      boolean shares = false;
      boolean meets = false;
      for (Arrival each : arrivals) {
        List<List<String>> earlier =
            audiences.computeIfAbsent(each.token(), token -> new ArrayList<>());
        shares |= !earlier.isEmpty();
        meets |= earlier.stream().anyMatch(other -> !Collections.disjoint(other, audience));
        earlier.add(audience);
      }
      if (n % SignalStream.MATCHING == SignalStream.MATCHING - 1) {
        assertThat(meets).isTrue();
      } else if (shares) {
        assertThat(n % SignalStream.STRANGER).isEqualTo(SignalStream.STRANGER - 1);
        strangers++;
      }
    }
    assertThat(strangers).isPositive();
  }

  @Test
  void hotlineIsBorneByEverySoManieth() {
    SignalStream busy = stream.withHub("1:ab", 50);
    assertThat(IntStream.range(0, 200).filter(n -> bears(busy, n)).toArray())
        .containsExactly(0, 50, 100, 150);
  }

  private static boolean bears(SignalStream busy, int n) {
    return busy.arrivals(n).stream().anyMatch(each -> each.token().equals("1:ab"));
  }

  @Test
  void contestantsThatFindTheSameAgreeAndOneThatMissesDoesNot() throws IOException {
    List<List<Arrival>> signals = IntStream.range(0, SIGNALS).mapToObj(stream::arrivals).toList();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Finder.Kind product = kind(findings -> new MatcherFinder(16, findings));
    Finder.Kind peer = kind(HashMapFinder::new);
    Finder.Kind forgetful =
        kind(
            findings -> {
              HashMapFinder whole = new HashMapFinder(findings);
              return new Finder() {
                private int taken;

                @Override
                public void take(Arrival arrival) {
                  if (++taken % 100 != 0) {
                    whole.take(arrival);
                  }
                }

                @Override
                public void close() {}
              };
            });

    assertThat(new Race(signals, List.of(product, peer)).agree(nowhere)).isTrue();
    assertThat(new Race(signals, List.of(product, forgetful)).agree(nowhere)).isFalse();
  }

  private interface Opening {
    Finder open(Finder.Findings findings);
  }

  private static Finder.Kind kind(Opening opening) {
    return new Finder.Kind() {
      @Override
      public String name() {
        return "one";
      }

      @Override
      public Finder open(Finder.Findings findings) {
        return opening.open(findings);
      }
    };
  }

  @Test
  void medianIsTheMiddleOne() {
    assertThat(Race.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Race.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }
}
