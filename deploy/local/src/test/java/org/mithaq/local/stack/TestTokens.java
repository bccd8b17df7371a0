package org.mithaq.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.ServiceSettings;

/** Tokens for tests, good and bad, signed with the key of the running {@link StackTestResource}. */
public final class TestTokens {

  private static final Duration VALID = Duration.ofHours(1);

  private TestTokens() {}

  /** A good token of a user of an agency. */
  public static String token(String agency, String... groups) {
    return signed(claims(agency, groups));
  }

  /** A good token of a named user. */
  public static String tokenOf(String user, String agency, String... groups) {
    Map<String, Object> claims = claims(agency, groups);
    claims.put("sub", user);
    claims.put("upn", user);
    return signed(claims);
  }

  /** A good token that is valid for a time that the test chooses. */
  public static String validFor(Duration validity, String agency, String... groups) {
    Map<String, Object> claims = claims(agency, groups);
    claims.put("exp", Instant.now().plus(validity).getEpochSecond());
    return signed(claims);
  }

  /** A token whose time is over since an hour. */
  public static String expired(String agency, String... groups) {
    Map<String, Object> claims = claims(agency, groups);
    claims.put("iat", Instant.now().minus(VALID.multipliedBy(2)).getEpochSecond());
    claims.put("exp", Instant.now().minus(VALID).getEpochSecond());
    return signed(claims);
  }

  /** A token of an issuer that is not ours, signed with the right key. */
  public static String otherIssuer(String agency, String... groups) {
    Map<String, Object> claims = claims(agency, groups);
    claims.put("iss", "somebody-else");
    return signed(claims);
  }

  /** A token for another audience. */
  public static String otherAudience(String agency, String... groups) {
    Map<String, Object> claims = claims(agency, groups);
    claims.put("aud", "another-system");
    return signed(claims);
  }

  /** A token that says that it needs no signature. */
  public static String unsigned(String agency, String... groups) {
    return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}")
        + "."
        + base64(json(claims(agency, groups)))
        + ".";
  }

  /** A token signed with a key that is not the issuer's. */
  public static String otherKey(String agency, String... groups) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return sign(claims(agency, groups), generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A good token that speaks for no agency. */
  public static String withoutAgency(String... groups) {
    Map<String, Object> claims = claims("nobody", groups);
    claims.remove("agency");
    return signed(claims);
  }

  private static Map<String, Object> claims(String agency, String... groups) {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ServiceSettings.ISSUER);
    claims.put("aud", "mithaq");
    claims.put("sub", "user@" + agency);
    claims.put("upn", "user@" + agency);
    claims.put("agency", agency);
    claims.put("groups", List.of(groups));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(VALID).getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }

  private static String signed(Map<String, Object> claims) {
    return sign(claims, issuersKey());
  }

  private static String sign(Map<String, Object> claims, PrivateKey key) {
    try {
      String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(json(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrivateKey issuersKey() {
    String directory = System.getProperty(StackTestResource.DATA_DIRECTORY);
    if (directory == null) {
      throw new IllegalStateException("a token needs a running StackTestResource");
    }
    try {
      String pem = Files.readString(new DataDirectory(Path.of(directory)).keys().tokenPrivate());
      byte[] der =
          Base64.getMimeDecoder()
              .decode(
                  pem.lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining()));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Enough JSON for claims: texts, numbers and lists of texts. */
  private static String json(Map<String, Object> claims) {
    return claims.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ":" + value(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Object value) {
    return switch (value) {
      case Number number -> number.toString();
      case List<?> list ->
          list.stream().map(TestTokens::value).collect(Collectors.joining(",", "[", "]"));
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
