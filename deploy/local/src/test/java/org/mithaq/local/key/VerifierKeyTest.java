package org.mithaq.local.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class VerifierKeyTest {

  /** The example key of the Go library that defined the format (golang.org/x/mod/sumdb/note). */
  private static final String PETER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  @Test
  void writesTheKnownKeyOfAnotherImplementation() {
    byte[] typed = Base64.getDecoder().decode(PETER.substring(PETER.lastIndexOf('+') + 1));

    assertThat(VerifierKey.of("PeterNeumann", Arrays.copyOfRange(typed, 1, typed.length)))
        .isEqualTo(PETER);
  }

  @Test
  void refusesNamesThatWouldBreakTheForm() {
    for (String name : new String[] {"", "a b", "a+b", "a\nb"}) {
      assertThatThrownBy(() -> VerifierKey.of(name, new byte[32]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesAKeyOfAnotherLength() {
    assertThatThrownBy(() -> VerifierKey.of("log", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
