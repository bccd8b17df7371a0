package org.mithaq.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CommitmentsTest {

  private static byte[] sha(byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  @Test
  void areWhatTheirDescriptionSays() throws Exception {
    Commitments commitments =
        Commitments.of(
            new byte[32],
            List.of(new Field("b", "1"), new Field("c", "null"), new Field("a", "\"x\"")));
    List<Commitments.Committed> all = commitments.all();
    assertThat(all).extracting(c -> c.field().name()).containsExactly("a", "b", "c");
    for (Commitments.Committed c : all) {
      String pair = "[\"" + c.field().name() + "\"," + c.field().value() + "]";
      assertThat(c.salt()).hasSize(32);
      assertThat(c.commitment())
          .isEqualTo(sha(new byte[] {0}, c.salt(), pair.getBytes(StandardCharsets.UTF_8)));
    }
    byte[] left = sha(new byte[] {1}, all.get(0).commitment(), all.get(1).commitment());
    assertThat(commitments.root()).isEqualTo(sha(new byte[] {1}, left, all.get(2).commitment()));
    assertThat(all.get(0).salt()).isNotEqualTo(all.get(1).salt());
  }

  @Test
  void refuseTheSameNameTwiceAndAshortSeed() {
    assertThatThrownBy(
            () -> Commitments.of(new byte[32], List.of(new Field("a", "1"), new Field("a", "2"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Commitments.of(new byte[31], List.of(new Field("a", "1"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Commitments.of(new byte[32], List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textsAreWrittenAsAnotherImplementationOfRfc8785WritesThem() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        int c =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x80);
              case 1 -> random.nextInt(0x800);
              case 2 -> 0x10000 + random.nextInt(0x10000);
              default -> "\"\\/\b\f\n\r\t\u007f\u2028".charAt(random.nextInt(10));
            };
        text.appendCodePoint(c);
      }
      String json = new ObjectMapper().writeValueAsString(List.of(text.toString()));
      assertThat("[" + CanonicalText.quoted(text.toString()) + "]")
          .isEqualTo(new JsonCanonicalizer(json).getEncodedString());
    }
    for (String half : List.of("\ud800", "x\udc00", "\ud800\ud800", "\udc00\ud800")) {
      assertThatThrownBy(() -> CanonicalText.quoted(half))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
