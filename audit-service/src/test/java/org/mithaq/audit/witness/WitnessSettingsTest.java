package org.mithaq.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WitnessSettingsTest {

  private static final URI URL = URI.create("http://witness.example:7380");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static String verifierKey(String name, int type, byte[] raw) throws Exception {
    byte[] typed = ByteBuffer.allocate(33).put((byte) type).put(raw).array();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    int id = ByteBuffer.wrap(digest.digest(typed)).getInt();
    return name + "+%08x+".formatted(id) + Base64.getEncoder().encodeToString(typed);
  }

  private static byte[] raw(KeyPair keys) {
    byte[] der = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(der, der.length - 32, der.length);
  }

  private static KeyPair keys() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static WitnessSettings.Known known(String name) throws Exception {
    return new WitnessSettings.Known(URL, WitnessKey.parse(verifierKey(name, 4, raw(keys()))));
  }

  @Test
  void anAgreementWithoutApolicyOfItsOwnNeedsTheDefault() throws Exception {
    WitnessSettings settings =
        new WitnessSettings(
            Map.of("ma", known("w/ma"), "nl", known("w/nl")),
            Map.of(
                "default", new Quorum(1, List.of("ma", "nl")),
                "pjmg", new Quorum(2, List.of("ma", "nl"))),
            SECOND,
            SECOND);
    assertThat(settings.quorum(Optional.of("pjmg")).metBy(Set.of("ma"))).isFalse();
    assertThat(settings.quorum(Optional.of("pjmg")).metBy(Set.of("ma", "nl"))).isTrue();
    assertThat(settings.quorum(Optional.of("other")).metBy(Set.of("nl"))).isTrue();
    assertThat(settings.quorum(Optional.empty()).metBy(Set.of())).isFalse();
    assertThat(WitnessSettings.none().quorum(Optional.of("pjmg")).metBy(Set.of())).isTrue();
  }

  @Test
  void refusesPoliciesThatMakeNoSense() throws Exception {
    Map<String, WitnessSettings.Known> one = Map.of("ma", known("w/ma"));
    assertThatThrownBy(() -> new WitnessSettings(one, Map.of(), SECOND, SECOND))
        .hasMessageContaining("policy.default is missing");
    assertThatThrownBy(
            () ->
                new WitnessSettings(
                    one, Map.of("default", new Quorum(1, List.of("nl"))), SECOND, SECOND))
        .hasMessageContaining("known");
    assertThatThrownBy(
            () ->
                new WitnessSettings(
                    one, Map.of("default", new Quorum(0, List.of("ma"))), SECOND, SECOND))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Quorum(2, List.of("ma", "ma")))
        .isInstanceOf(IllegalArgumentException.class);
    Map<String, Quorum> policy = Map.of("default", new Quorum(1, List.of("ma")));
    assertThatThrownBy(() -> new WitnessSettings(one, policy, Duration.ofMinutes(1), SECOND))
        .hasMessageContaining("patience");
    assertThatThrownBy(() -> new WitnessSettings(one, policy, SECOND, Duration.ZERO))
        .hasMessageContaining("retry");
    WitnessSettings.Known same = one.get("ma");
    assertThatThrownBy(
            () -> new WitnessSettings(Map.of("ma", same, "nl", same), policy, SECOND, SECOND))
        .hasMessageContaining("share a name");
    // One party under two names would be a quorum of two.
    KeyPair pair = keys();
    Map<String, WitnessSettings.Known> alias =
        Map.of(
            "ma",
            new WitnessSettings.Known(URL, WitnessKey.parse(verifierKey("w/ma", 4, raw(pair)))),
            "nl",
            new WitnessSettings.Known(URL, WitnessKey.parse(verifierKey("w/nl", 4, raw(pair)))));
    assertThatThrownBy(() -> new WitnessSettings(alias, policy, SECOND, SECOND))
        .hasMessageContaining("or a key");
    assertThatThrownBy(() -> new WitnessSettings.Known(URI.create("file:/tmp/w"), same.key()))
        .hasMessageContaining("http");
  }

  @Test
  void pinsOnlyKeysThatCanBePinned() throws Exception {
    assertThatThrownBy(() -> WitnessKey.parse(verifierKey("w", 1, raw(keys()))))
        .hasMessageContaining("type 4");
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    assertThatThrownBy(() -> WitnessKey.parse(verifierKey("w", 4, neutral)))
        .hasMessageContaining("low order");
    assertThatThrownBy(() -> WitnessKey.parse(verifierKey("w", 4, new byte[32])))
        .hasMessageContaining("low order");
    byte[] beyond = new byte[32];
    Arrays.fill(beyond, (byte) 0xff);
    beyond[31] = 0x7f;
    assertThatThrownBy(() -> WitnessKey.parse(verifierKey("w", 4, beyond)))
        .hasMessageContaining("canonical");
    String good = verifierKey("w", 4, raw(keys()));
    assertThatThrownBy(() -> WitnessKey.parse("v" + good)).hasMessageContaining("hash");
    assertThatThrownBy(() -> WitnessKey.parse("w")).hasMessageContaining("name+hash");
  }

  @Test
  void recognisesTheCosignatureOfOneTextAndOfNoOther() throws Exception {
    KeyPair keys = keys();
    WitnessKey key = WitnessKey.parse(verifierKey("w/ma", 4, raw(keys)));
    String text = "log.example/2026\n5\n" + Base64.getEncoder().encodeToString(new byte[32]) + "\n";
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(("cosignature/v1\ntime 1679315147\n" + text).getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        ByteBuffer.allocate(76)
            .putInt(key.id())
            .putLong(1_679_315_147L)
            .put(signature.sign())
            .array();
    String line = "\u2014 w/ma " + Base64.getEncoder().encodeToString(bytes);
    assertThat(key.cosignature(text, List.of("\u2014 other AAAA", line))).contains(line);
    assertThat(key.cosignature(text.replace("5", "6"), List.of(line))).isEmpty();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String other = "\u2014 w/ma " + Base64.getEncoder().encodeToString(changed);
      assertThat(key.cosignature(text, List.of(other))).as("byte %d", i).isEmpty();
    }
  }
}
