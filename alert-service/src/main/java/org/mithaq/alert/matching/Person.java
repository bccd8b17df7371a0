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
 * @param filters keyed Bloom filters, one of each name that can be compared
 */
public record Person(int n, @Nullable String role, List<String> attributes, List<Filter> filters) {

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

  /** Sorts the attributes and copies the filters. */
  public Person {
    attributes = List.copyOf(new TreeSet<>(attributes));
    filters = List.copyOf(filters);
  }

  /** Whether it has a token of this attribute. */
  public boolean has(String attribute) {
    return attributes.contains(attribute);
  }

  /**
   * How alike two persons' names are, per mille: the Dice coefficient of their filters, of several
   * names that of the two that are most alike. Null if one has none.
   */
  public static @Nullable Integer likeness(Person one, Person other) {
    Integer most = null;
    for (Filter first : one.filters) {
      for (Filter second : other.filters) {
        Integer likeness = likeness(first, second);
        if (likeness != null && (most == null || likeness > most)) {
          most = likeness;
        }
      }
    }
    return most;
  }

  private static @Nullable Integer likeness(Filter one, Filter other) {
    BitSet first = BitSet.valueOf(Base64.getDecoder().decode(one.bits()));
    BitSet second = BitSet.valueOf(Base64.getDecoder().decode(other.bits()));
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
