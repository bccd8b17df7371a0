package org.mithaq.alert.matching;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a signal tells of a person beside the token that it shares.
 *
 * @param n index of the person's selector
 * @param role category of the person, or null
 * @param attributes what it has tokens of, sorted: what both have and do not share, they disagree
 *     in; of the only person of a signal that bears one document also {@value #DOCUMENT}
 * @param filter keyed Bloom filter of the name, or null
 */
public record Person(
    int n, @Nullable String role, List<String> attributes, @Nullable Filter filter) {

  /** Stands for the document beside a person. */
  public static final String DOCUMENT = "document";

  /**
   * A keyed Bloom filter.
   *
   * @param bits Base64
   */
  public record Filter(String bits) {

    /** Refuses an absent value. */
    public Filter {
      requireNonNull(bits, "bits");
    }

    /** Filters stay out of logs. */
    @Override
    public String toString() {
      return "Filter[redacted]";
    }
  }

  /** Sorts the attributes. */
  public Person {
    attributes = List.copyOf(new TreeSet<>(attributes));
  }

  /** Whether it has a token of this attribute. */
  public boolean has(String attribute) {
    return attributes.contains(attribute);
  }

  /**
   * How alike two names are, per mille: the Dice coefficient of their filters. Null if one has
   * none. By one key: who shares no token is not compared.
   */
  public static @Nullable Integer likeness(Person one, Person other) {
    if (one.filter == null || other.filter == null) {
      return null;
    }
    BitSet first = BitSet.valueOf(Base64.getDecoder().decode(one.filter.bits()));
    BitSet second = BitSet.valueOf(Base64.getDecoder().decode(other.filter.bits()));
    int bits = first.cardinality() + second.cardinality();
    first.and(second);
    return bits == 0 ? null : 2000 * first.cardinality() / bits;
  }

  /** Says nothing: it stays out of logs. */
  @Override
  public String toString() {
    return "Person[redacted]";
  }
}
