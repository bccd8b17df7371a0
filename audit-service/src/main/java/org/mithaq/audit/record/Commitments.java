package org.mithaq.audit.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The salted commitments to a record's fields. Leaf: {@code SHA-256(0x00 ‖ salt ‖ ["name",value])},
 * the pair as canonical JSON; root: that of RFC 6962 over the leaves in the order of the names.
 * Whoever has a field's salt can open it and no other.
 *
 * <p>Salts are derived from one random seed of 32 bytes, {@code HMAC-SHA-256(seed, name)}: to
 * destroy the seed is to destroy them all, and none tells of another.
 */
public final class Commitments {

  /** Bytes of a seed, a salt and a commitment. */
  public static final int BYTES = 32;

  private final List<Committed> all;
  private final byte[] root;

  /**
   * One field and what hides it.
   *
   * @param field the field
   * @param salt what must be known besides, to check the commitment
   * @param commitment the leaf hash
   */
  public record Committed(Field field, byte[] salt, byte[] commitment) {}

  private Commitments(List<Committed> all, byte[] root) {
    this.all = List.copyOf(all);
    this.root = root;
  }

  /**
   * Commits to these fields.
   *
   * @param seed 32 random bytes that belong to this record alone
   * @param fields the fields, each name once
   */
  public static Commitments of(byte[] seed, List<Field> fields) {
    if (seed.length != BYTES || fields.isEmpty()) {
      throw new IllegalArgumentException("a seed of 32 bytes and at least one field");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Committed> committed = new ArrayList<>(fields.size());
      List<byte[]> leaves = new ArrayList<>(fields.size());
      String before = "";
      for (Field field : fields.stream().sorted().toList()) {
        if (field.name().equals(before)) {
          throw new IllegalArgumentException("a field's name twice");
        }
        before = field.name();
        byte[] salt = mac.doFinal(field.name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(salt);
        String pair = "[" + CanonicalText.quoted(field.name()) + "," + field.value() + "]";
        byte[] leaf = digest.digest(pair.getBytes(StandardCharsets.UTF_8));
        committed.add(new Committed(field, salt, leaf));
        leaves.add(leaf);
      }
      return new Commitments(committed, root(digest, leaves));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /**
   * RFC 6962 section 2.1, from the leaves up: an odd node at the end of a row waits for the next.
   */
  private static byte[] root(MessageDigest digest, List<byte[]> leaves) {
    List<byte[]> row = leaves;
    while (row.size() > 1) {
      List<byte[]> above = new ArrayList<>((row.size() + 1) / 2);
      for (int i = 0; i + 1 < row.size(); i += 2) {
        digest.update((byte) 1);
        digest.update(row.get(i));
        digest.update(row.get(i + 1));
        above.add(digest.digest());
      }
      if ((row.size() & 1) == 1) {
        above.add(row.getLast());
      }
      row = above;
    }
    return row.getFirst();
  }

  /** The fields in the order in which they are committed to. */
  public List<Committed> all() {
    return all;
  }

  /** The root that the log's entry bears. */
  public byte[] root() {
    return root.clone();
  }
}
