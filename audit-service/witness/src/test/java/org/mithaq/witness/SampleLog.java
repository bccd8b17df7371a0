package org.mithaq.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A log of numbered leaves, which signs what it is told to: also what no honest log would. */
final class SampleLog {

  final String name;
  final KeyPair keys = keys();
  final List<byte[]> leaves = new ArrayList<>();

  SampleLog(String name) {
    this.name = name;
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  void grow(int to, String flavour) {
    while (leaves.size() < to) {
      leaves.add(hash((byte) 0, (flavour + leaves.size()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  String verifierKey() {
    byte[] typed = typed();
    return name + "+%08x+".formatted(LogKey.id(name, typed)) + Base64Text.encode(typed);
  }

  private byte[] typed() {
    byte[] raw = Ed25519.publicBytes(keys.getPrivate());
    return ByteBuffer.allocate(33).put((byte) 1).put(raw).array();
  }

  String checkpoint(String origin, long size, byte[] root) {
    String text = origin + "\n" + size + "\n" + Base64Text.encode(root) + "\n";
    byte[] signature = Ed25519.sign(keys.getPrivate(), text.getBytes(StandardCharsets.UTF_8));
    byte[] line =
        ByteBuffer.allocate(4 + signature.length)
            .putInt(LogKey.id(name, typed()))
            .put(signature)
            .array();
    return text + "\n\u2014 " + name + " " + Base64Text.encode(line) + "\n";
  }

  /** The request to cosign the log of one size after that of another. */
  byte[] request(String origin, int old, int size) {
    return request(old, proof(old, size), checkpoint(origin, size, root(0, size)));
  }

  static byte[] request(long old, List<byte[]> proof, String checkpoint) {
    StringBuilder body = new StringBuilder("old " + old + "\n");
    proof.forEach(hash -> body.append(Base64Text.encode(hash)).append('\n'));
    return (body + "\n" + checkpoint).getBytes(StandardCharsets.UTF_8);
  }

  byte[] root(int from, int to) {
    if (to == from) {
      return Hashes.emptyRoot();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    int split = from + Integer.highestOneBit(to - from - 1);
    return node(root(from, split), root(split, to));
  }

  /** RFC 6962 section 2.1.2, word for word. */
  List<byte[]> proof(int old, int size) {
    return old == 0 || old == size ? List.of() : subproof(old, 0, size, true);
  }

  private List<byte[]> subproof(int m, int from, int to, boolean whole) {
    if (m == to - from) {
      return whole ? List.of() : List.of(root(from, to));
    }
    int k = Integer.highestOneBit(to - from - 1);
    List<byte[]> proof = new ArrayList<>();
    if (m <= k) {
      proof.addAll(subproof(m, from, from + k, whole));
      proof.add(root(from + k, to));
    } else {
      proof.addAll(subproof(m - k, from + k, to, false));
      proof.add(root(from, from + k));
    }
    return proof;
  }

  private static byte[] node(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);
    return hash((byte) 1, both);
  }

  private static byte[] hash(byte prefix, byte[] bytes) {
    MessageDigest digest = Hashes.sha256();
    digest.update(prefix);
    return digest.digest(bytes);
  }
}
