package org.mithaq.local.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;

class TokenIssuerTest {

  private static final Instant NOW = Instant.parse("2026-03-02T21:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path data;

  @Test
  void signsTheClaimsThatEveryServiceRequires() throws Exception {
    KeyPair pair = pair();
    write(pair);

    String token =
        TokenIssuer.of(data, CLOCK)
            .issue(
                "nl-kmar",
                "karim",
                List.of(Group.ANALYST, Group.RELEASER, Group.ANALYST),
                Duration.ofHours(1));

    String[] parts = token.split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(json(parts[0]).path("alg").asText()).isEqualTo("RS256");
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo("mithaq-local");
    assertThat(claims.path("aud").asText()).isEqualTo("mithaq");
    assertThat(claims.path("sub").asText()).isEqualTo("karim");
    assertThat(claims.path("upn").asText()).isEqualTo("karim");
    assertThat(claims.path("agency").asText()).isEqualTo("nl-kmar");
    assertThat(claims.path("groups"))
        .extracting(JsonNode::asText)
        .containsExactly("analyst", "releaser");
    assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.path("exp").asLong()).isEqualTo(NOW.plusSeconds(3600).getEpochSecond());
    assertThat(claims.path("jti").asText()).hasSize(36);
  }

  @Test
  void givesEachTokenAnIdOfItsOwn() throws Exception {
    write(pair());
    TokenIssuer issuer = TokenIssuer.of(data, CLOCK);
    List<Group> groups = List.of(Group.ANALYST);

    assertThat(issuer.issue("nl-kmar", "u", groups, Duration.ofHours(1)))
        .isNotEqualTo(issuer.issue("nl-kmar", "u", groups, Duration.ofHours(1)));
  }

  @Test
  void keepsATokenUntilItsEndIsNear() throws Exception {
    write(pair());
    var clock =
        new Clock() {
          private Instant now = NOW;

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    Tokens tokens = new Tokens(TokenIssuer.of(data, clock), clock, "u", Set.of(Group.ANALYST));

    String first = tokens.of("nl-kmar");
    clock.now = NOW.plus(Duration.ofMinutes(49));
    assertThat(tokens.of("nl-kmar")).isEqualTo(first);
    assertThat(tokens.of("es-gc")).isNotEqualTo(first);
    clock.now = NOW.plus(Duration.ofMinutes(50));
    assertThat(tokens.of("nl-kmar")).isNotEqualTo(first);
  }

  @Test
  void saysPlainlyWhenThereIsNoKeyOrNoneThatCanBeRead() throws Exception {
    assertThatThrownBy(() -> TokenIssuer.of(data, CLOCK))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageContaining("./mithaq up");

    Files.createDirectories(data.resolve("keys"));
    Files.writeString(
        data.resolve("keys/token-private.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    assertThatThrownBy(() -> TokenIssuer.of(data, CLOCK))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("token-private.pem");
  }

  @Test
  void refusesGroupsThatDoNotExist() {
    assertThat(TokenCommand.groups(List.of("analyst", "oversight")))
        .containsExactly(Group.ANALYST, Group.OVERSIGHT);
    assertThatThrownBy(() -> TokenCommand.groups(List.of("analyst", "root")))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("'root'")
        .hasMessageContaining("safeguarding");
  }

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private void write(KeyPair pair) throws Exception {
    Files.createDirectories(data.resolve("keys"));
    Files.writeString(
        data.resolve("keys/token-private.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static JsonNode json(String part) throws Exception {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
