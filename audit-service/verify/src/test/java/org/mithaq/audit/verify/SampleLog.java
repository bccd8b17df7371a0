package org.mithaq.audit.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Builds small logs into folders, right ones and wrong ones, without a class of the program under
 * test.
 */
final class SampleLog {

  final KeyPair key;
  final KeyPair witness;
  final String origin;
  final List<byte[]> entries = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, byte[]> leaves = new HashMap<>();
  private final Random random = new Random(20_260_302);
  private int closedAt = -1;

  SampleLog(String origin) {
    this(origin, newKey(), newKey());
  }

  private SampleLog(String origin, KeyPair key, KeyPair witness) {
    this.origin = origin;
    this.key = key;
    this.witness = witness;
  }

  /** Another log of the same keys that begins with the same entries. */
  SampleLog copy() {
    SampleLog copy = new SampleLog(origin, key, witness);
    copy.entries.addAll(entries);
    return copy;
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, SecureRandom.getInstance("SHA1PRNG"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds an emitter's next entry. */
  SampleLog add(String emitter) {
    return add(emitter, hash(random.nextLong()));
  }

  SampleLog add(String emitter, byte[] root) {
    long number = numbers.merge(emitter, 1L, Long::sum);
    byte[] previous = leaves.getOrDefault(emitter, new byte[32]);
    String year = origin.substring(origin.lastIndexOf('/') + 1);
    return raw(
        emitter, number, previous, (year.matches("[0-9]{4}") ? year : 2026) + "-03-02", root);
  }

  /** Adds an entry as it is said, right or wrong. */
  SampleLog raw(String emitter, long number, byte[] previous, String day, byte[] root) {
    String id = "%08x-0000-7000-8000-%012x".formatted(random.nextInt(), entries.size());
    byte[] entry =
        ("{\"day\":\"%s\",\"emitter\":\"%s\",\"id\":\"%s\",\"number\":%d,\"previous\":\"%s\","
                + "\"root\":\"%s\",\"v\":1}")
            .formatted(day, emitter, id, number, base64(previous), base64(root))
            .getBytes(StandardCharsets.UTF_8);
    entries.add(entry);
    leaves.put(emitter, leaf(entry));
    numbers.put(emitter, number);
    return this;
  }

  /** The id of the record of an entry. */
  String id(int index) {
    String entry = new String(entries.get(index), StandardCharsets.UTF_8);
    return entry.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
  }

  /** The log of another year, of the same keys, that goes on where this one ends. */
  SampleLog next(String origin) {
    return new SampleLog(origin, key, witness).after(this);
  }

  /** Continues the numbering of another log. */
  SampleLog after(SampleLog before) {
    numbers.putAll(before.numbers);
    leaves.putAll(before.leaves);
    return this;
  }

  static byte[] hash(Object of) {
    return sha(String.valueOf(of).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] leaf(byte[] entry) {
    return sha(new byte[] {0}, entry);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** RFC 6962 section 2.1, word for word. */
  static byte[] mth(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return sha(new byte[] {1}, mth(leaves.subList(0, k)), mth(leaves.subList(k, leaves.size())));
  }

  /** RFC 6962 section 2.1.1, word for word. */
  static List<byte[]> path(int m, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> path;
    if (m < k) {
      path = path(m, leaves.subList(0, k));
      path.add(mth(leaves.subList(k, leaves.size())));
    } else {
      path = path(m - k, leaves.subList(k, leaves.size()));
      path.add(mth(leaves.subList(0, k)));
    }
    return path;
  }

  List<byte[]> leafHashes(int size) {
    return entries.subList(0, size).stream().map(SampleLog::leaf).toList();
  }

  String vkey() {
    return vkey(origin);
  }

  /** The name that the logs of all years share. */
  String family() {
    return origin.substring(0, origin.lastIndexOf('/'));
  }

  /** Every key of this log pinned, as arguments. */
  String[] pinned() {
    return new String[] {"--key", vkey(), "--key", vkey(family()), "--witness", witnessKey()};
  }

  /** What the logs of all years share pinned, as arguments. */
  String[] shared() {
    return new String[] {"--key", vkey(family()), "--witness", witnessKey()};
  }

  String vkey(String name) {
    return vkey(name, (byte) 1, key);
  }

  String witnessKey() {
    return witnessKey(witness);
  }

  static String witnessKey(KeyPair pair) {
    return vkey("witness.example", (byte) 4, pair);
  }

  private static String vkey(String name, byte type, KeyPair pair) {
    byte[] material = material(type, pair);
    return name + "+" + "%08x".formatted(id(name, material)) + "+" + base64(material);
  }

  private static byte[] material(byte type, KeyPair pair) {
    EdECPublicKey key = (EdECPublicKey) pair.getPublic();
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] raw = new byte[33];
    raw[0] = type;
    for (int i = 0; i < Math.min(32, y.length); i++) {
      raw[1 + i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      raw[32] |= (byte) 0x80;
    }
    return raw;
  }

  private static int id(String name, byte[] material) {
    return ByteBuffer.wrap(sha((name + "\n").getBytes(StandardCharsets.UTF_8), material)).getInt();
  }

  private static byte[] sign(KeyPair key, String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** From now on its checkpoint at this size says that the log is closed. */
  SampleLog close() {
    closedAt = entries.size();
    return this;
  }

  /** The signed and cosigned checkpoint at a size. */
  String checkpoint(int size) {
    String text = origin + "\n" + size + "\n" + base64(mth(leafHashes(size))) + "\n";
    if (size == closedAt) {
      text += "closed\n";
    }
    StringBuilder note = new StringBuilder(text).append('\n');
    for (String name : List.of(origin, family())) {
      byte[] line =
          ByteBuffer.allocate(68)
              .putInt(id(name, material((byte) 1, key)))
              .put(sign(key, text))
              .array();
      note.append("\u2014 %s %s\n".formatted(name, base64(line)));
    }
    byte[] cosignature =
        ByteBuffer.allocate(76)
            .putInt(id("witness.example", material((byte) 4, witness)))
            .putLong(1_772_000_000)
            .put(sign(witness, "cosignature/v1\ntime 1772000000\n" + text))
            .array();
    return note.append("\u2014 witness.example %s\n".formatted(base64(cosignature))).toString();
  }

  /** Writes everything that a log of this size publishes. */
  Path write(Path folder) throws IOException {
    int size = entries.size();
    write(folder.resolve("checkpoint"), checkpoint(size).getBytes(StandardCharsets.UTF_8));
    List<byte[]> row = leafHashes(size);
    for (int level = 0; !row.isEmpty(); level++) {
      List<byte[]> above = new ArrayList<>();
      for (int n = 0; n * 256 < row.size(); n++) {
        List<byte[]> tile = row.subList(n * 256, Math.min(row.size(), n * 256 + 256));
        String name = "%03d".formatted(n) + (tile.size() < 256 ? ".p/" + tile.size() : "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tile.forEach(bytes::writeBytes);
        write(folder.resolve("tile/" + level + "/" + name), bytes.toByteArray());
        if (level == 0) {
          ByteArrayOutputStream bundle = new ByteArrayOutputStream();
          for (int i = 0; i < tile.size(); i++) {
            byte[] entry = entries.get(n * 256 + i);
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
          }
          write(folder.resolve("tile/entries/" + name), bundle.toByteArray());
        }
        if (tile.size() == 256) {
          above.add(mth(tile));
        }
      }
      row = above;
    }
    return folder;
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A committed field. */
  record Fact(String name, String value) {
    byte[] salt() {
      return hash("salt of " + name);
    }

    byte[] commitment() {
      return leaf(
          concat(salt(), ("[\"" + name + "\"," + value + "]").getBytes(StandardCharsets.UTF_8)));
    }

    String open() {
      return "{\"name\":\"%s\",\"salt\":\"%s\",\"value\":%s}"
          .formatted(name, base64(salt()), value);
    }

    String closed() {
      return "{\"commitment\":\"%s\"}".formatted(base64(commitment()));
    }
  }

  static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** The proof of an entry at the log's present size. */
  String proof(int index, String extra) {
    StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    if (!extra.isEmpty()) {
      text.append("extra ").append(base64(extra.getBytes(StandardCharsets.UTF_8))).append('\n');
    }
    text.append("index ").append(index).append('\n');
    path(index, leafHashes(entries.size())).forEach(h -> text.append(base64(h)).append('\n'));
    return text.append('\n').append(checkpoint(entries.size())).toString();
  }
}
