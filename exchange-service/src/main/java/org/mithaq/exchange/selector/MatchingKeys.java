package org.mithaq.exchange.selector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The matching keys, one an epoch, that all exchanges share. While there are two, every attribute
 * has a token of each and every name a filter of each, so that who matches by either of them misses
 * nothing.
 */
public final class MatchingKeys {

  /** Length of a key in bytes. */
  public static final int KEY_LENGTH = 32;

  private static final String HMAC = "HmacSHA256";
  private static final int TOKEN_LENGTH = 16;

  /** No kind of attribute has this label, so no token is ever made of a feature. */
  private static final byte[] NAME_FILTER = "name-filter".getBytes(StandardCharsets.UTF_8);

  private static final Pattern FILE = Pattern.compile("matching-([1-9][0-9]{0,8})\\.key");

  private final SortedMap<Integer, SecretKeySpec> keys;

  private MatchingKeys(SortedMap<Integer, SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Takes keys by their epochs.
   *
   * @throws IllegalArgumentException if there is none, or one is not {@value #KEY_LENGTH} bytes
   *     long or all of one byte
   */
  public static MatchingKeys of(Map<Integer, byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("There is no matching key.");
    }
    SortedMap<Integer, SecretKeySpec> byEpoch = new TreeMap<>();
    keys.forEach(
        (epoch, key) -> {
          if (epoch < 1) {
            throw new IllegalArgumentException("A matching key's epoch is a whole number from 1.");
          }
          check(key, "The matching key of epoch " + epoch);
          byEpoch.put(epoch, new SecretKeySpec(key, HMAC));
        });
    return new MatchingKeys(byEpoch);
  }

  /**
   * Reads all files {@code matching-<epoch>.key} of a directory: 32 bytes in Base64 each.
   *
   * @throws IllegalArgumentException with a sentence for the operator, if a key is missing or
   *     unsafe
   */
  public static MatchingKeys load(Path directory) {
    Map<Integer, byte[]> keys = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          keys.put(Integer.parseInt(name.group(1)), read(file));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The directory of the matching keys, " + directory + ", cannot be read.", e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no matching key in " + directory + ": a file matching-1.key is needed.");
    }
    return of(keys);
  }

  /**
   * Reads a key file: 32 bytes in Base64.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static byte[] read(Path file) {
    try {
      byte[] key =
          Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
      check(key, "The key in " + file);
      return key;
    } catch (IOException e) {
      throw new IllegalArgumentException("The key file " + file + " cannot be read.", e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("The key")
          ? e
          : new IllegalArgumentException("The key in " + file + " is not Base64.", e);
    }
  }

  private static void check(byte[] key, String what) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "%s has %d bytes; it must have %d.".formatted(what, key.length, KEY_LENGTH));
    }
    byte[] same = new byte[KEY_LENGTH];
    Arrays.fill(same, key[0]);
    if (Arrays.equals(key, same)) {
      throw new IllegalArgumentException(what + " is 32 times the same byte, which is no key.");
    }
  }

  /** The tokens of an attribute, one an epoch, the oldest first. */
  public List<Token> tokens(Attribute attribute) {
    byte[] kind = attribute.kind().label().getBytes(StandardCharsets.UTF_8);
    byte[] value = attribute.value().getBytes(StandardCharsets.UTF_8);
    List<Token> tokens = new ArrayList<>(keys.size());
    keys.forEach(
        (epoch, key) -> {
          byte[] hash = hmac(key, kind, value);
          tokens.add(
              new Token(
                  epoch,
                  attribute.kind().label(),
                  HexFormat.of().formatHex(hash, 0, TOKEN_LENGTH)));
        });
    return tokens;
  }

  /**
   * The name filters of what a name is made of, one an epoch, the newest first; none of nothing.
   */
  public List<NameFilter> filters(List<String> features) {
    List<NameFilter> filters = new ArrayList<>(keys.size());
    if (!features.isEmpty()) {
      keys.forEach(
          (epoch, key) ->
              filters.addFirst(
                  NameFilter.of(
                      epoch,
                      features,
                      feature ->
                          hmac(key, NAME_FILTER, feature.getBytes(StandardCharsets.UTF_8)))));
    }
    return filters;
  }

  /** The epochs of which there is a key. */
  public Set<Integer> epochs() {
    return Set.copyOf(keys.keySet());
  }

  /**
   * Names by what all tokens are made just now: the edition of the normal forms, and the epochs.
   * Tokens of another basis need not meet those of today.
   */
  public String basis() {
    return keys.keySet().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", Normaliser.EDITION + ":", ""));
  }

  /** Values by which a key can be told from another without telling the key, by epoch. */
  public SortedMap<Integer, byte[]> fingerprints() {
    SortedMap<Integer, byte[]> fingerprints = new TreeMap<>();
    // No kind of attribute has an empty label, so this is never a token.
    keys.forEach((epoch, key) -> fingerprints.put(epoch, hmac(key, new byte[0], new byte[0])));
    return fingerprints;
  }

  private static byte[] hmac(SecretKeySpec key, byte[] kind, byte[] value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(kind);
      // Labels have no NUL, so kind and value cannot run into each other.
      mac.update((byte) 0);
      return mac.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "MatchingKeys" + keys.keySet();
  }
}
