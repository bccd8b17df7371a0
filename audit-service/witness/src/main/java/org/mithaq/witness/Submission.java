package org.mithaq.witness;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a log asks: to cosign a checkpoint that continues the one of {@code old} entries.
 *
 * @param old the size of the last checkpoint that the log believes to be cosigned
 * @param proof the consistency proof from there
 * @param text the checkpoint's text, which is what counts of it
 * @param origin whose log it is
 * @param size how many entries it has
 * @param root the root over them
 * @param signatures the lines under it
 */
record Submission(
    long old,
    List<byte[]> proof,
    String text,
    String origin,
    long size,
    byte[] root,
    List<Line> signatures) {

  private static final int MOST_PROOF_LINES = 63;
  private static final int MOST_SIGNATURES = 100;
  private static final String NUMBER = "0|[1-9][0-9]{0,18}";

  /** One signature line: the key's name and id, and the bytes after them. */
  record Line(String name, int id, byte[] signature) {}

  Submission {
    proof = List.copyOf(proof);
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads the body of a request.
   *
   * @throws Refusal with status 400 when it is not one
   */
  static Submission parse(byte[] body) {
    String all = utf8(body);
    int head = all.indexOf("\n\n");
    int foot = all.lastIndexOf("\n\n");
    if (head < 0 || foot <= head || !all.endsWith("\n")) {
      throw bad("the body has no proof, blank line, checkpoint, blank line and signatures");
    }
    List<String> first = all.substring(0, head).lines().toList();
    if (first.isEmpty() || !first.getFirst().startsWith("old ")) {
      throw bad("the first line reads: old <size>");
    }
    final long old = number(first.getFirst().substring(4), "the old size");
    List<byte[]> proof = new ArrayList<>();
    for (String line : first.subList(1, first.size())) {
      proof.add(hash(line, "a line of the proof"));
    }
    if (proof.size() > MOST_PROOF_LINES) {
      throw bad("the proof is longer than any proof can be");
    }
    String text = all.substring(head + 2, foot + 1);
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
      throw bad("a checkpoint has an origin, a size and a root, a line each");
    }
    List<Line> signatures = new ArrayList<>();
    for (String line : all.substring(foot + 2).lines().toList()) {
      signatures.add(signature(line));
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw bad("the checkpoint is not signed");
    }
    return new Submission(
        old,
        proof,
        text,
        lines.getFirst(),
        number(lines.get(1), "the checkpoint's size"),
        hash(lines.get(2), "the checkpoint's root"),
        signatures);
  }

  private static Line signature(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014") || !LogKey.isName(parts[1])) {
      throw bad("a signature line is malformed");
    }
    // Also in a form that nobody would write: whether it is a signature, the key tells.
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw bad("a signature is not base64");
    }
    if (bytes.length <= 4) {
      throw bad("a signature is malformed");
    }
    return new Line(
        parts[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
  }

  private static long number(String text, String what) {
    try {
      if (text.matches(NUMBER)) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw bad(what + " is beyond any log");
    }
    throw bad(what + " is not a number");
  }

  private static byte[] hash(String text, String what) {
    return Base64Text.decode(text)
        .filter(bytes -> bytes.length == Hashes.BYTES)
        .orElseThrow(() -> bad(what + " is not a hash in base64"));
  }

  private static String utf8(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw bad("the body is not UTF-8");
    }
    if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw bad("the body holds a control character");
    }
    return text;
  }

  private static Refusal bad(String reason) {
    return Refusal.of(400, reason);
  }
}
