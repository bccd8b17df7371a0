package org.mithaq.audit.record;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals each record's content under a key of its own (AES-256-GCM), and that key under the
 * service's. Both are bound to the record's id. To destroy the wrapped key is to destroy the
 * content.
 */
public final class RecordSeal {

  /** Bytes of the service's key and of each record's. */
  public static final int KEY_BYTES = 32;

  /** Bytes of a keyed reference to an object. */
  public static final int REFERENCE_BYTES = 16;

  private final AesGcmJce service;
  private final byte[] keyId;
  private final SecretKeySpec references;
  private final SecureRandom random = new SecureRandom();

  /** Seals with this service key of 32 bytes. */
  public RecordSeal(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key that seals records has 32 bytes");
    }
    try {
      service = new AesGcmJce(key.clone());
      SecretKeySpec spec = new SecretKeySpec(key, "HmacSHA256");
      keyId = Arrays.copyOf(hmac(spec, "mithaq record key id v1"), 4);
      references = new SecretKeySpec(hmac(spec, "mithaq object reference v1"), "HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** Seals this content. */
  public SealedContent seal(UUID id, byte[] content) {
    byte[] key = random(KEY_BYTES);
    byte[] bound = bound(id);
    try {
      byte[] wrapped = service.encrypt(key, bound);
      byte[] sealed = new AesGcmJce(key).encrypt(content, bound);
      // Which service key wrapped it: so that another can take over without a guess.
      byte[] named =
          ByteBuffer.allocate(keyId.length + wrapped.length).put(keyId).put(wrapped).array();
      return new SealedContent(named, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens what was sealed for this id.
   *
   * @throws IllegalStateException when it was sealed under another key or for another record, or
   *     has been changed
   */
  public byte[] open(UUID id, SealedContent sealed) {
    byte[] wrapped = sealed.wrappedKey();
    if (wrapped.length < keyId.length
        || !Arrays.equals(keyId, Arrays.copyOf(wrapped, keyId.length))) {
      throw new IllegalStateException("the record is sealed under another key");
    }
    byte[] bound = bound(id);
    try {
      byte[] key =
          service.decrypt(Arrays.copyOfRange(wrapped, keyId.length, wrapped.length), bound);
      return new AesGcmJce(key).decrypt(sealed.content(), bound);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the sealed record does not open", e);
    }
  }

  /** Fresh random bytes. */
  byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    this.random.nextBytes(random);
    return random;
  }

  /** A reference by which an object can be found, and by which nothing can be told of it. */
  public byte[] reference(String kind, String id) {
    return Arrays.copyOf(hmac(references, kind + "/" + id), REFERENCE_BYTES);
  }

  private static byte[] bound(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
