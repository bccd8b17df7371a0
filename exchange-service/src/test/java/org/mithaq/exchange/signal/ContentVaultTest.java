package org.mithaq.exchange.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContentVaultTest {

  private static final byte[] CONTENT = "{\"name\":\"Youssef\"}".getBytes(StandardCharsets.UTF_8);
  private static final UUID ID = new UUID(1, 2);

  private static byte[] key(int seed) {
    byte[] key = new byte[32];
    new Random(seed).nextBytes(key);
    return key;
  }

  private static ContentVault vault(int seed) {
    try {
      return ContentVault.open(key(seed), ContentVault.newIndexKey(key(seed)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void opensWhatItSealed() {
    ContentVault vault = vault(1);
    ContentVault.Sealed sealed = vault.seal(ID, 3, CONTENT);
    assertThat(vault.open(ID, 3, sealed)).isEqualTo(CONTENT);
    assertThat(new String(sealed.content(), StandardCharsets.ISO_8859_1)).doesNotContain("Youssef");
  }

  @Test
  void sealsEverySignalUnderAKeyOfItsOwn() {
    ContentVault vault = vault(1);
    ContentVault.Sealed one = vault.seal(ID, 1, CONTENT);
    ContentVault.Sealed two = vault.seal(ID, 1, CONTENT);
    assertThat(one.key()).isNotEqualTo(two.key());
    assertThatThrownBy(() -> vault.open(ID, 1, new ContentVault.Sealed(one.key(), two.content())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void opensNothingInAnotherPlaceOrWithAnotherKey() {
    ContentVault vault = vault(1);
    ContentVault.Sealed sealed = vault.seal(ID, 1, CONTENT);
    assertThatThrownBy(() -> vault.open(ID, 2, sealed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault.open(new UUID(1, 3), 1, sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault(2).open(ID, 1, sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ContentVault.open(key(2), ContentVault.newIndexKey(key(1))))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void opensNothingThatWasTouched() {
    ContentVault vault = vault(1);
    ContentVault.Sealed sealed = vault.seal(ID, 1, CONTENT);
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      byte[] touched = (random.nextBoolean() ? sealed.key() : sealed.content()).clone();
      boolean isKey = touched.length == sealed.key().length;
      touched[random.nextInt(touched.length)] ^= (byte) (1 << random.nextInt(8));
      ContentVault.Sealed other =
          isKey
              ? new ContentVault.Sealed(touched, sealed.content())
              : new ContentVault.Sealed(sealed.key(), touched);
      assertThatThrownBy(() -> vault.open(ID, 1, other)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void hashesWithAKeyAndALabel() {
    ContentVault vault = vault(1);
    byte[] value = {1, 2, 3};
    assertThat(vault.hash(ContentVault.Label.REFERENCE, value))
        .isEqualTo(vault.hash(ContentVault.Label.REFERENCE, value))
        .isNotEqualTo(vault.hash(ContentVault.Label.CONTENT, value))
        .isNotEqualTo(vault(1).hash(ContentVault.Label.REFERENCE, value));
  }
}
