package org.mithaq.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LogSignerTest {

  private static final Checkpoint CHECKPOINT =
      new Checkpoint("log.example/2026", 15, Merkle.leaf(new byte[] {1}));

  private static PrivateKey key(byte[] seed) throws Exception {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  @Test
  void namesItsKeyAsOthersDo() throws Exception {
    // The key pair of golang.org/x/mod/sumdb/note's own examples, public on purpose.
    byte[] secret = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    LogSigner signer = new LogSigner(key(Arrays.copyOfRange(secret, 1, 33)));
    assertThat(signer.verifierKey("PeterNeumann"))
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  @Test
  void signsUnderTheOriginWithItsYearAndWithout() throws Exception {
    LogSigner signer = new LogSigner(key(new byte[32]));
    String note = signer.sign(CHECKPOINT);
    assertThat(note).startsWith(CHECKPOINT.text() + "\n\u2014 log.example/2026 ");
    assertThat(note.lines().toList()).hasSize(6);
    assertThat(note.lines().toList().getLast()).startsWith("\u2014 log.example ");
    assertThat(signer.sign(CHECKPOINT)).isEqualTo(note);
  }

  @Test
  void recognisesWhatItSignedAndNothingElse() throws Exception {
    LogSigner signer = new LogSigner(key(new byte[32]));
    String note = signer.sign(CHECKPOINT);
    assertThat(signer.recognise("log.example/2026", note))
        .hasValueSatisfying(c -> assertThat(c.sameAs(CHECKPOINT)).isTrue());
    assertThat(signer.recognise("log.example/2026", note + "\u2014 witness.example AAAA\n"))
        .isPresent();
    assertThat(signer.recognise("log.example/2027", note)).isEmpty();
    for (int i = 0; i < note.length(); i++) {
      StringBuilder changed = new StringBuilder(note);
      changed.setCharAt(i, (char) (note.charAt(i) ^ 1));
      assertThat(signer.recognise("log.example/2026", changed.toString())).as("at %d", i).isEmpty();
    }
    PrivateKey other = key(Merkle.emptyRoot());
    assertThat(new LogSigner(other).recognise("log.example/2026", note)).isEmpty();
  }

  @Test
  void saysOfAclosedLogThatNothingFollows() throws Exception {
    LogSigner signer = new LogSigner(key(new byte[32]));
    Checkpoint closed = new Checkpoint("log.example/2026", 15, CHECKPOINT.root(), true);
    assertThat(closed.text()).isEqualTo(CHECKPOINT.text() + "closed\n");
    assertThat(closed.sameAs(CHECKPOINT)).isFalse();
    assertThat(signer.recognise("log.example/2026", signer.sign(closed)))
        .hasValueSatisfying(c -> assertThat(c.sameAs(closed)).isTrue());
    for (String other : new String[] {"open\n", "closed\nclosed\n", "closed", "\n"}) {
      assertThat(Checkpoint.parse(CHECKPOINT.text() + other)).as(other).isEmpty();
    }
  }

  @Test
  void refusesAnyOtherKindOfKey() throws Exception {
    PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    assertThatThrownBy(() -> new LogSigner(rsa)).isInstanceOf(IllegalArgumentException.class);
    PrivateKey ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPrivate();
    assertThatThrownBy(() -> new LogSigner(ed448)).isInstanceOf(IllegalArgumentException.class);
  }
}
