package org.mithaq.exchange.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchingKeysTest {

  private static final Attribute PHONE = new Attribute(Attribute.Kind.PHONE, "+31612345678");

  @TempDir Path directory;

  private static byte[] key(int seed) {
    byte[] key = new byte[32];
    new Random(seed).nextBytes(key);
    return key;
  }

  private void write(String name, byte[] key) throws IOException {
    Files.writeString(directory.resolve(name), Base64.getEncoder().encodeToString(key) + "\n");
  }

  @Test
  void givesEqualTokensToEqualAttributesAndNoOthers() {
    MatchingKeys keys = MatchingKeys.of(Map.of(1, key(1)));
    Random random = new Random(5);
    Set<String> values = new HashSet<>();
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      String value = "+212" + random.nextInt(100_000);
      values.add(value);
      Attribute attribute = new Attribute(Attribute.Kind.PHONE, value);
      assertThat(keys.tokens(attribute))
          .isEqualTo(keys.tokens(new Attribute(Attribute.Kind.PHONE, value)));
      tokens.add(keys.tokens(attribute).getFirst().hex());
    }
    assertThat(tokens).hasSameSizeAs(values);
  }

  @Test
  void keepsKindsApart() {
    MatchingKeys keys = MatchingKeys.of(Map.of(1, key(1)));
    Set<String> tokens = new HashSet<>();
    for (Attribute.Kind kind : Attribute.Kind.values()) {
      tokens.add(keys.tokens(new Attribute(kind, "9074729")).getFirst().hex());
    }
    assertThat(tokens).hasSize(Attribute.Kind.values().length);
  }

  @Test
  void givesATokenOfEveryEpochWithTheSameOneForTheSameKey() {
    MatchingKeys old = MatchingKeys.of(Map.of(1, key(1)));
    MatchingKeys both = MatchingKeys.of(Map.of(2, key(2), 1, key(1)));
    List<Token> tokens = both.tokens(PHONE);
    assertThat(tokens).extracting(Token::epoch).containsExactly(1, 2);
    assertThat(tokens.getFirst()).isEqualTo(old.tokens(PHONE).getFirst());
    assertThat(tokens.get(0).hex()).isNotEqualTo(tokens.get(1).hex()).matches("[0-9a-f]{32}");
  }

  @Test
  void staysTheSameForEver() {
    byte[] key = new byte[32];
    key[31] = 1;
    // HMAC-SHA-256 of "phone" 00 "+31612345678", checked with another implementation.
    assertThat(MatchingKeys.of(Map.of(1, key)).tokens(PHONE).getFirst().hex())
        .isEqualTo("0480cad007a1e5c97b4a3c5b491a1e1e");
  }

  @Test
  void loadsEveryKeyOfADirectory() throws IOException {
    write("matching-1.key", key(1));
    write("matching-12.key", key(12));
    write("content.key", key(3));
    assertThat(MatchingKeys.load(directory)).hasToString("MatchingKeys[1, 12]");
  }

  @Test
  void saysWhatIsWrongWithAKey() throws IOException {
    assertThatThrownBy(() -> MatchingKeys.load(directory))
        .hasMessageContaining("a file matching-1.key is needed");
    write("matching-1.key", Arrays.copyOf(key(1), 31));
    assertThatThrownBy(() -> MatchingKeys.load(directory))
        .hasMessageContaining("has 31 bytes; it must have 32");
    write("matching-1.key", new byte[32]);
    assertThatThrownBy(() -> MatchingKeys.load(directory)).hasMessageContaining("is no key");
    Files.writeString(directory.resolve("matching-1.key"), "%%%");
    assertThatThrownBy(() -> MatchingKeys.load(directory)).hasMessageContaining("is not Base64");
    assertThatThrownBy(() -> MatchingKeys.load(directory.resolve("nowhere")))
        .hasMessageContaining("cannot be read");
  }
}
