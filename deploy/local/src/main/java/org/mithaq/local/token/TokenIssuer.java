package org.mithaq.local.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.mithaq.local.console.Failure;

/**
 * Signs tokens (RFC 7519, RS256) with the key of a data directory. Each speaks for exactly one
 * agency.
 */
public final class TokenIssuer {

  /** The issuer that the services of one machine trust. */
  public static final String ISSUER = "mithaq-local";

  /** The audience that every service requires. */
  public static final String AUDIENCE = "mithaq";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      BASE64URL.encodeToString(
          "{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

  private final PrivateKey key;
  private final Clock clock;

  /** An issuer with an RSA key. */
  public TokenIssuer(PrivateKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * The issuer of a data directory: {@code keys/token-private.pem}, PKCS#8.
   *
   * @throws Failure if there is no key, or none that can be used
   */
  public static TokenIssuer of(Path dataDirectory, Clock clock) {
    Path file = dataDirectory.resolve("keys").resolve("token-private.pem");
    if (!Files.isRegularFile(file)) {
      throw Failure.failed(
          "There is no key to sign tokens with at "
              + file
              + ". ./mithaq up makes one when it first starts.");
    }
    try {
      String base64 =
          Files.readString(file, StandardCharsets.US_ASCII)
              .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
              .replaceAll("\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return new TokenIssuer(key, clock);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Failure.failed("The key at " + file + " cannot be read as an RSA key (PKCS#8, PEM).");
    }
  }

  /** A token for a user of an agency, valid from now for the time given. */
  public String issue(String agency, String user, Collection<Group> groups, Duration lifetime) {
    Instant now = clock.instant();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", user);
    claims.put("upn", user);
    claims.put("agency", agency);
    claims.put("groups", groups.stream().map(Group::claim).distinct().toList());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    try {
      String signed = HEADER + "." + BASE64URL.encodeToString(JSON.writeValueAsBytes(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
  }
}
