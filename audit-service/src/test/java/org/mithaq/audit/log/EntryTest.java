package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class EntryTest {

  private static final UUID ID = UUID.fromString("0196a1d2-5b20-7000-8000-000000000001");

  private static Entry entry(String emitter, long number) {
    return new Entry(
        emitter, number, new byte[32], LocalDate.of(2026, 3, 2), ID, Merkle.leaf(new byte[0]));
  }

  @Test
  void isCanonicalJsonOfSevenMembers() throws Exception {
    byte[] bytes = entry("exchange-joint", 17).bytes();
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"day\":\"2026-03-02\",\"emitter\":\"exchange-joint\",\"id\":\""
                + ID
                + "\",\"number\":17,\"previous\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\","
                + "\"root\":\"bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\",\"v\":1}");
    assertThat(new JsonCanonicalizer(bytes).getEncodedUTF8()).isEqualTo(bytes);
  }

  @Test
  void refusesWhatNoEntryHas() {
    assertThatThrownBy(() -> entry("Exchange", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entry("a\"b", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entry("alert", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Entry("a", 1, new byte[31], LocalDate.EPOCH, ID, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBundleHasEachEntryAfterItsLength() {
    byte[] bundle = EntryBundle.of(List.of(new byte[] {7}, new byte[300], new byte[] {8, 9}));
    assertThat(bundle).hasSize(3 + 302 + 4).startsWith(0, 1, 7, 1, 44);
    assertThat(EntryBundle.prefix(bundle, 2)).hasSize(305).isEqualTo(Arrays.copyOf(bundle, 305));
    assertThat(EntryBundle.prefix(bundle, 3)).isEqualTo(bundle);
    assertThatThrownBy(() -> EntryBundle.prefix(bundle, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryBundle.of(List.of(new byte[65_536])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
