package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostQuantumKeyTest {

  private static final long SECONDS = 1_772_488_445L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(SECONDS), ZoneOffset.UTC);

  @TempDir Path folder;

  private static KeyPair keys(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private Path pem(String name, byte[] der) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END KEY-----\n");
  }

  @Test
  void aSecondLineIsSignedAsTheSpecificationSaysAndTheFirstOnesStayAsTheyWere() throws Exception {
    KeyPair first = keys("Ed25519");
    KeyPair second = keys("ML-DSA-44");
    PostQuantumKey key =
        PostQuantumKey.read(
            pem("key.pem", second.getPrivate().getEncoded()),
            pem("half.pem", second.getPublic().getEncoded()),
            CLOCK);
    LogSigner both = new LogSigner(first.getPrivate(), Optional.of(key));
    Checkpoint checkpoint = new Checkpoint("log.example/2026", 1234, Merkle.emptyRoot());
    String note = both.sign(checkpoint);
    String alone = new LogSigner(first.getPrivate()).sign(checkpoint);
    assertThat(note).startsWith(alone);
    List<String> more = note.substring(alone.length()).lines().toList();
    assertThat(more).hasSize(1);
    assertThat(more.getFirst()).startsWith("\u2014 log.example ");

    ByteBuffer line =
        ByteBuffer.wrap(
            Base64.getDecoder().decode(more.getFirst().substring("\u2014 log.example ".length())));
    assertThat(line.remaining()).isEqualTo(4 + 8 + 2420);
    assertThat("%08x".formatted(line.getInt()))
        .isEqualTo(key.verifierKey("log.example").split("\\+")[1]);
    assertThat(line.getLong()).isEqualTo(SECONDS);
    byte[] signed = new byte[2420];
    line.get(signed);
    // Written out by hand, field by field.
    ByteBuffer message = ByteBuffer.allocate(200);
    message.put("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
    message.put((byte) 11).put("log.example".getBytes(StandardCharsets.US_ASCII));
    message.putLong(SECONDS);
    message.put((byte) 16).put("log.example/2026".getBytes(StandardCharsets.US_ASCII));
    message.putLong(0).putLong(1234).put(Merkle.emptyRoot());
    Signature verifier = Signature.getInstance("ML-DSA-44");
    verifier.initVerify(second.getPublic());
    verifier.update(message.array(), 0, message.position());
    assertThat(verifier.verify(signed)).isTrue();
  }

  @Test
  void aNoteWithTwoKindsOfLinesIsRecognisedAlsoWhenTheSecondKeyIsGone() throws Exception {
    KeyPair first = keys("Ed25519");
    KeyPair second = keys("ML-DSA-44");
    LogSigner both =
        new LogSigner(
            first.getPrivate(),
            Optional.of(new PostQuantumKey(second.getPrivate(), second.getPublic(), CLOCK)));
    Checkpoint checkpoint = new Checkpoint("log.example/2026", 7, Merkle.emptyRoot());
    String note = both.sign(checkpoint);
    assertThat(both.recognise("log.example/2026", note)).isPresent();
    assertThat(new LogSigner(first.getPrivate()).recognise("log.example/2026", note)).isPresent();
    assertThat(new LogSigner(keys("Ed25519").getPrivate()).recognise("log.example/2026", note))
        .isEmpty();
  }

  @Test
  void refusesHalvesThatDoNotBelongTogetherAndKeysOfAnotherKind() throws Exception {
    KeyPair one = keys("ML-DSA-44");
    KeyPair other = keys("ML-DSA-44");
    assertThatThrownBy(() -> new PostQuantumKey(one.getPrivate(), other.getPublic(), CLOCK))
        .isInstanceOf(IllegalArgumentException.class);
    KeyPair ed = keys("Ed25519");
    Path key = pem("ed.pem", ed.getPrivate().getEncoded());
    Path half = pem("ed-half.pem", ed.getPublic().getEncoded());
    assertThatThrownBy(() -> PostQuantumKey.read(key, half, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mithaq.log.post-quantum");
    assertThatThrownBy(() -> PostQuantumKey.read(folder.resolve("none"), half, CLOCK))
        .hasMessageContaining("cannot be read");
  }
}
