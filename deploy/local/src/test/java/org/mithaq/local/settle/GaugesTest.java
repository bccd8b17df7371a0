package org.mithaq.local.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugesTest {

  @Test
  void readsSamplesWithAndWithoutLabels() {
    Gauges gauges =
        Gauges.read(
            """
            # HELP mithaq_outbox_pending Rows not confirmed
            # TYPE mithaq_outbox_pending gauge
            mithaq_outbox_pending 3.0
            mithaq_feed_lag{agency="nl-kmar",text="a } b"} 2 1700000000000
            mithaq_feed_lag{agency="es-gc"} 1.5E1
            jvm_threads NaN
            broken
            mithaq_log_lag{} nonsense
            """);

    assertThat(gauges.value("mithaq_outbox_pending")).hasValue(3);
    assertThat(gauges.value("mithaq_feed_lag")).hasValue(17);
    assertThat(gauges.value("mithaq_log_lag")).isEmpty();
    assertThat(gauges.value("mithaq_outbox")).isEmpty();
  }
}
