package org.mithaq.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signed note, C2SP signed-note: a text and the signatures under it. Nothing in the text counts
 * until a pinned key has been found to have signed it.
 */
record Note(String text, List<Line> lines) {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LINES = 100;

  /** One signature line: by which key, and the bytes after the key's id. */
  record Line(String name, int id, byte[] signature) {}

  Note {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a note; says nothing yet about who signed it.
   *
   * @throws Fault when these bytes are no note
   */
  static Note parse(String where, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new Fault(where, "the note is longer than any note may be");
    }
    String all = utf8(where, bytes);
    if (all.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new Fault(where, "the note holds a control character");
    }
    int split = all.lastIndexOf("\n\n");
    if (split < 0 || !all.endsWith("\n")) {
      throw new Fault(where, "the note has no signatures after a blank line");
    }
    String text = all.substring(0, split + 1);
    String signatures = all.substring(split + 2);
    List<Line> lines = new ArrayList<>();
    for (String line : signatures.lines().toList()) {
      if (lines.size() == MOST_LINES) {
        throw new Fault(where, "the note has more signatures than any note may have");
      }
      lines.add(line(where, line));
    }
    if (lines.isEmpty()) {
      throw new Fault(where, "the note is not signed");
    }
    return new Note(text, lines);
  }

  private static Line line(String where, String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014") || !VerifierKey.validName(parts[1])) {
      throw new Fault(where, "a signature line is malformed");
    }
    byte[] bytes =
        Base64Text.decode(parts[2])
            .filter(b -> b.length > 4)
            .orElseThrow(() -> new Fault(where, "a signature is malformed"));
    return new Line(
        parts[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
  }

  private static String utf8(String where, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Fault(where, "the note is not UTF-8");
    }
  }

  /**
   * The key of these that signed the text.
   *
   * @throws Fault when none did, or when a line that names one of them does not hold
   */
  VerifierKey signedBy(String where, List<VerifierKey> keys) {
    VerifierKey signer = null;
    for (VerifierKey key : keys) {
      if (key.kind() != VerifierKey.Kind.LOG) {
        continue;
      }
      for (Line line : lines) {
        if (!line.name().equals(key.name()) || line.id() != key.id()) {
          continue;
        }
        if (!Ed25519.verifies(key.key(), text.getBytes(StandardCharsets.UTF_8), line.signature())) {
          throw new Fault(where, "the signature of " + key.name() + " does not hold");
        }
        signer = key;
      }
    }
    return Optional.ofNullable(signer)
        .orElseThrow(() -> new Fault(where, "none of the given keys has signed it"));
  }

  /**
   * When this witness cosigned the text, in seconds since 1970; empty when it did not.
   *
   * @throws Fault when a line that names the witness does not hold
   */
  OptionalLong cosignedBy(String where, VerifierKey witness) {
    OptionalLong time = OptionalLong.empty();
    for (Line line : lines) {
      if (!line.name().equals(witness.name()) || line.id() != witness.id()) {
        continue;
      }
      if (line.signature().length != 8 + Ed25519.SIGNATURE_BYTES) {
        throw new Fault(where, "the cosignature of " + witness.name() + " is malformed");
      }
      ByteBuffer buffer = ByteBuffer.wrap(line.signature());
      long seconds = buffer.getLong();
      byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
      buffer.get(signature);
      String message = "cosignature/v1\ntime " + Long.toUnsignedString(seconds) + "\n" + text;
      if (seconds < 0
          || !Ed25519.verifies(
              witness.key(), message.getBytes(StandardCharsets.UTF_8), signature)) {
        throw new Fault(where, "the cosignature of " + witness.name() + " does not hold");
      }
      time = OptionalLong.of(seconds);
    }
    return time;
  }
}
