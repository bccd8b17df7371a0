package org.mithaq.exchange.signal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals content at rest. Every signal has a data key of its own (AES-256-GCM), which is wrapped by
 * the exchange's key: whoever destroys a signal's wrapped key has destroyed the signal. Key and
 * content are bound to the signal and its version, so that no row can pass for another.
 */
public final class ContentVault {

  private static final int KEY_LENGTH = 32;
  private static final String HMAC = "HmacSHA256";

  private final Aead exchangeKey;
  private final SecretKeySpec indexKey;

  /**
   * A vault.
   *
   * @param exchangeKey wraps all others
   * @param indexKey makes the keyed hashes by which rows are compared
   */
  private ContentVault(Aead exchangeKey, byte[] indexKey) {
    this.exchangeKey = exchangeKey;
    this.indexKey = new SecretKeySpec(indexKey, HMAC);
  }

  /**
   * Content that nobody can read without the exchange's key.
   *
   * @param key the data key, wrapped
   * @param content the content, encrypted with the data key
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sealed(byte[] key, byte[] content) {

    @Override
    public String toString() {
      return "Sealed[redacted]";
    }
  }

  /**
   * Makes an index key for a database that has none.
   *
   * @param key the exchange's key, 32 bytes
   * @return the index key, wrapped
   */
  public static byte[] newIndexKey(byte[] key) {
    try {
      return aead(key).encrypt(Random.randBytes(KEY_LENGTH), indexName());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key could not be wrapped", e);
    }
  }

  /**
   * Opens a vault.
   *
   * @param key the exchange's key, 32 bytes
   * @param wrappedIndexKey the database's index key
   * @throws GeneralSecurityException if the exchange's key is not the one that wrapped it
   */
  public static ContentVault open(byte[] key, byte[] wrappedIndexKey)
      throws GeneralSecurityException {
    Aead exchangeKey = aead(key);
    return new ContentVault(exchangeKey, exchangeKey.decrypt(wrappedIndexKey, indexName()));
  }

  private static byte[] indexName() {
    return "mithaq/vault/index".getBytes(StandardCharsets.UTF_8);
  }

  @AccessesPartialKey
  private static Aead aead(byte[] key) throws GeneralSecurityException {
    return AesGcmJce.create(
        AesGcmKey.builder()
            .setParameters(
                AesGcmParameters.builder()
                    .setKeySizeBytes(KEY_LENGTH)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build())
            .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
            .build());
  }

  /** Seals the content of one version of a signal under a new data key. */
  public Sealed seal(UUID signal, int version, byte[] content) {
    try {
      byte[] name = name(signal, version);
      byte[] dataKey = Random.randBytes(KEY_LENGTH);
      return new Sealed(exchangeKey.encrypt(dataKey, name), aead(dataKey).encrypt(content, name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("content could not be sealed", e);
    }
  }

  /**
   * Opens the content of a version of a signal.
   *
   * @throws IllegalStateException if it is not what was sealed for this signal and version
   */
  public byte[] open(UUID signal, int version, Sealed sealed) {
    try {
      byte[] name = name(signal, version);
      return aead(exchangeKey.decrypt(sealed.key(), name)).decrypt(sealed.content(), name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed content does not open for " + signal, e);
    }
  }

  private static byte[] name(UUID signal, int version) {
    byte[] label = "mithaq/signal/".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(label.length + 20)
        .put(label)
        .putLong(signal.getMostSignificantBits())
        .putLong(signal.getLeastSignificantBits())
        .putInt(version)
        .array();
  }

  /** Seals an answer that is kept for a repeated request. */
  public byte[] sealAnswer(byte[] answer, byte[] place) {
    try {
      return exchangeKey.encrypt(answer, place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an answer could not be sealed", e);
    }
  }

  /** Opens an answer that was kept. */
  public byte[] openAnswer(byte[] sealed, byte[] place) {
    try {
      return exchangeKey.decrypt(sealed, place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a kept answer does not open", e);
    }
  }

  /** What a hash is of; hashes of different labels never meet. */
  enum Label {
    REFERENCE,
    CONTENT,
    IDEMPOTENCY_KEY
  }

  /** A keyed hash by which two values can be compared and not read. */
  byte[] hash(Label label, byte[] value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(indexKey);
      mac.update((byte) label.ordinal());
      return mac.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "ContentVault[redacted]";
  }
}
