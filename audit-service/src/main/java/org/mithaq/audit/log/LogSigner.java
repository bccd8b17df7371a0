package org.mithaq.audit.log;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs and recognises this log's checkpoints: signed notes after C2SP signed-note, Ed25519, the
 * key named after the log's origin.
 */
public final class LogSigner {

  private static final byte ED25519 = 1;

  private final PrivateKey key;
  private final Optional<PostQuantumKey> second;
  private final byte[] publicKey;

  /**
   * Signs with this key.
   *
   * @throws IllegalArgumentException when it is not an Ed25519 key
   */
  public LogSigner(PrivateKey key) {
    this(key, Optional.empty());
  }

  /**
   * Signs with this key, and with a second one beside it.
   *
   * @throws IllegalArgumentException when the first is not an Ed25519 key
   */
  public LogSigner(PrivateKey key, Optional<PostQuantumKey> second) {
    this.second = second;
    if (!(key instanceof EdECPrivateKey ed) || ed.getBytes().isEmpty()) {
      throw new IllegalArgumentException("the log is signed with an Ed25519 key");
    }
    this.key = key;
    try {
      publicKey = Ed25519Sign.KeyPair.newKeyPairFromSeed(ed.getBytes().get()).getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  /**
   * The key in the text form by which others pin it, under this name: an origin, with its year or
   * without.
   */
  public String verifierKey(String name) {
    byte[] material = material();
    return name + "+%08x+".formatted(keyId(name)) + Base64.getEncoder().encodeToString(material);
  }

  /**
   * The signed note of this checkpoint. It bears the key's signature under two names: the origin,
   * as tlog-checkpoint wants it, and the origin without its year, so that who has pinned one key
   * can check the logs of all years. A line of the second key follows where there is one.
   */
  public String sign(Checkpoint checkpoint) {
    List<String> names = names(checkpoint.origin());
    return own(checkpoint) + second.map(k -> k.line(names.getLast(), checkpoint)).orElse("");
  }

  private String own(Checkpoint checkpoint) {
    StringBuilder note = new StringBuilder(checkpoint.text()).append('\n');
    byte[] signature = signature(checkpoint.text());
    for (String name : names(checkpoint.origin())) {
      byte[] line = ByteBuffer.allocate(4 + 64).putInt(keyId(name)).put(signature).array();
      note.append("\u2014 ")
          .append(name)
          .append(' ')
          .append(Base64.getEncoder().encodeToString(line))
          .append('\n');
    }
    return note.toString();
  }

  private static List<String> names(String origin) {
    int slash = origin.lastIndexOf('/');
    return slash < 0 ? List.of(origin) : List.of(origin, origin.substring(0, slash));
  }

  private byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the log's key does not sign", e);
    }
  }

  /**
   * The checkpoint of a note that this key signed for this origin; empty for anything else. Ed25519
   * signs one text in one way, so that it is enough to sign again and to compare; lines of others
   * may follow.
   */
  public Optional<Checkpoint> recognise(String origin, String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0) {
      return Optional.empty();
    }
    return Checkpoint.parse(note.substring(0, split + 1))
        .filter(c -> c.origin().equals(origin))
        .filter(c -> note.startsWith(own(c)));
  }

  private byte[] material() {
    return ByteBuffer.allocate(1 + publicKey.length).put(ED25519).put(publicKey).array();
  }

  private int keyId(String name) {
    MessageDigest digest = Merkle.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(Arrays.copyOf(digest.digest(material()), 4)).getInt();
  }
}
