package org.mithaq.audit.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that has been checked as far as it can be without its log: a {@code
 * c2sp.org/tlog-proof@v1} of an entry under a signed checkpoint, and the fields of the record that
 * are open in it.
 *
 * @param checkpoint the checkpoint that the proof leads to
 * @param index the entry's place in the log
 * @param entry the entry
 * @param opened the fields that are open, each with its canonical JSON value
 * @param closed how many fields are not
 */
record Receipt(
    Checkpoint checkpoint, long index, Entry entry, SortedMap<String, String> opened, int closed) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";

  /**
   * Reads and checks a receipt in either of its forms: the text with its {@code extra} line, or
   * JSON.
   *
   * @throws Fault when any part of it does not hold
   */
  static Receipt verified(String where, byte[] bytes, Pinned pinned) {
    String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.UTF_8);
    if (start.startsWith(HEADER)) {
      Proof proof = Proof.parse(where, bytes);
      if (proof.extra == null) {
        throw new Fault(where, "the proof has no extra line that holds its entry");
      }
      return check(where, proof, Json.parse(where + ", extra", proof.extra), pinned);
    }
    Json json = Json.parse(where, bytes);
    String text = text(where, json, "proof");
    Proof proof = Proof.parse(where, text.getBytes(StandardCharsets.UTF_8));
    return check(where, proof, json, pinned);
  }

  private static Receipt check(String where, Proof proof, Json content, Pinned pinned) {
    Checkpoint checkpoint = Checkpoint.verified(where + ", checkpoint", proof.checkpoint, pinned);
    byte[] bytes = text(where, content, "entry").getBytes(StandardCharsets.UTF_8);
    if (!Merkle.includes(
        proof.index, checkpoint.size(), Merkle.leafHash(bytes), proof.hashes, checkpoint.root())) {
      throw new Fault(where, "the proof does not lead from the entry to the checkpoint");
    }
    Entry entry = Entry.parse(() -> where + ", entry", bytes, 0, bytes.length);
    if (!(member(where, content, "fields") instanceof Json.Elements fields)) {
      throw new Fault(where, "fields is not a list");
    }
    List<byte[]> leaves = new ArrayList<>();
    SortedMap<String, String> opened = new TreeMap<>();
    int closed = 0;
    String before = "";
    for (Json field : fields.elements()) {
      if (!(field instanceof Json.Members members)) {
        throw new Fault(where, "a field is not an object");
      }
      if (members.members().containsKey("commitment")) {
        leaves.add(hash(where, text(where, field, "commitment")));
        closed++;
        continue;
      }
      String name = text(where, field, "name");
      byte[] salt = hash(where, text(where, field, "salt"));
      String value = member(where, field, "value").canonical();
      if (name.isEmpty() || before.compareTo(name) >= 0) {
        throw new Fault(where, "the fields are not sorted by their names");
      }
      before = name;
      opened.put(name, value);
      leaves.add(Merkle.leafHash(concat(salt, "[" + Json.quoted(name) + "," + value + "]")));
    }
    if (!Arrays.equals(Merkle.root(leaves), entry.root())) {
      throw new Fault(where, "the fields are not those of the entry");
    }
    claim(where, opened, "id", entry.id());
    claim(where, opened, "emitter", entry.emitter());
    return new Receipt(checkpoint, proof.index, entry, opened, closed);
  }

  /** A field that says what the entry says in clear must say the same. */
  private static void claim(String where, Map<String, String> opened, String name, String value) {
    String said = opened.get(name);
    if (said != null && !said.equals(Json.quoted(value))) {
      throw new Fault(where, "the field " + name + " is not that of the entry");
    }
  }

  private static byte[] concat(byte[] salt, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(salt);
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static byte[] hash(String where, String text) {
    return Base64Text.decode(text)
        .filter(b -> b.length == Merkle.HASH_BYTES)
        .orElseThrow(() -> new Fault(where, "a salt or commitment is not 32 bytes of base64"));
  }

  private static Json member(String where, Json json, String name) {
    Json value = json instanceof Json.Members members ? members.members().get(name) : null;
    if (value == null) {
      throw new Fault(where, name + " is missing");
    }
    return value;
  }

  private static String text(String where, Json json, String name) {
    if (member(where, json, name) instanceof Json.Text text) {
      return text.value();
    }
    throw new Fault(where, name + " is not a text");
  }

  /**
   * The text of a {@code c2sp.org/tlog-proof@v1}, taken apart.
   *
   * @param extra what its extra line holds, if it has one
   */
  record Proof(byte @Nullable [] extra, long index, List<byte[]> hashes, byte[] checkpoint) {

    static Proof parse(String where, byte[] bytes) {
      String all = new String(bytes, StandardCharsets.UTF_8);
      int split = all.indexOf("\n\n");
      if (split < 0) {
        throw new Fault(where, "the proof has no checkpoint after a blank line");
      }
      List<String> lines = all.substring(0, split).lines().toList();
      byte[] extra = null;
      int at = 1;
      if (!lines.getFirst().equals(HEADER)) {
        throw new Fault(where, "not a " + HEADER);
      }
      if (lines.size() > at && lines.get(at).startsWith("extra ")) {
        extra = decoded(where, lines.get(at++).substring("extra ".length()));
      }
      if (lines.size() <= at || !lines.get(at).matches("index (0|[1-9][0-9]{0,17})")) {
        throw new Fault(where, "the proof does not name an index");
      }
      final long index = Long.parseLong(lines.get(at++).substring("index ".length()));
      List<byte[]> hashes = new ArrayList<>();
      for (String line : lines.subList(at, lines.size())) {
        hashes.add(decoded(where, line));
      }
      return new Proof(
          extra, index, hashes, all.substring(split + 2).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String where, String text) {
      return Base64Text.decode(text)
          .orElseThrow(() -> new Fault(where, "a line of the proof is not base64"));
    }
  }
}
