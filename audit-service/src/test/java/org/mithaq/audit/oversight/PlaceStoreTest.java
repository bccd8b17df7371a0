package org.mithaq.audit.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mithaq.audit.log.Entry;
import org.mithaq.audit.log.EntryBundle;

class PlaceStoreTest {

  private final List<UUID> ids = new ArrayList<>();
  private final List<byte[]> published = new ArrayList<>();
  private final Map<Long, byte[]> stored = new HashMap<>();

  PlaceStoreTest() {
    for (int i = 0; i < 5; i++) {
      ids.add(UUID.randomUUID());
      LocalDate day = LocalDate.parse("2026-03-02");
      byte[] entry = new Entry("alert", 1 + i, new byte[32], day, ids.get(i), new byte[32]).bytes();
      published.add(entry);
      stored.put(256L + i, entry.clone());
    }
  }

  private List<UUID> astray() {
    byte[] bundle = EntryBundle.of(published);
    return PlaceStore.astray(EntryBundle.entries(bundle), 256, stored);
  }

  @Test
  void findsWhatIsNotWhereItWasPublished() {
    assertThat(astray()).isEmpty();
    // What is behind it has not been published yet, or is another bundle's.
    stored.put(261L, "later".getBytes(StandardCharsets.US_ASCII));
    assertThat(astray()).isEmpty();
    stored.put(258L, stored.remove(259L));
    assertThat(astray()).containsExactly(ids.get(2), ids.get(3));
    stored.remove(256L);
    assertThat(astray()).containsExactly(ids.get(0), ids.get(2), ids.get(3));
  }

  @Test
  void takesNoBundleThatEndsWithinAnEntry() {
    byte[] bundle = EntryBundle.of(published);
    assertThatThrownBy(() -> EntryBundle.entries(Arrays.copyOf(bundle, bundle.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
