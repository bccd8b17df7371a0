package org.mithaq.alert.network;

import org.jspecify.annotations.Nullable;

/**
 * What agreement in a person's attributes weighs: log-odds, milli-nats.
 *
 * @param name two parts of a name that two signals bear and no third
 * @param perDoubling what a name loses each time that its frequency doubles, from two on
 * @param commonName what is left of a name that many bear
 * @param day the same day of birth
 * @param year the same year of birth, where one side knows no more
 * @param yearAlone the same year and another day: a slip, or a namesake
 * @param birthday the same day of another year: a slip, or a namesake
 * @param nextYear a year of birth next to the other, or in another decade, and another day: an
 *     estimate or a wrong digit, or a namesake
 * @param otherDate birth dates that have nothing in common; not positive
 * @param part one part of a name with the same day of birth; the day included
 * @param nativeOf one part of a name with the same year and place of birth; both included
 * @param partYear one part of a name with the same year of birth, where one side knows no more; the
 *     year included
 * @param partNextYear one part of a name, and a year of birth next to the other; the year included
 * @param partOtherDay what a part of a name with the year loses by another day; not positive
 * @param birth the same day and place of birth, whatever the name; both included
 * @param sameNationality the same nationality
 * @param otherNationality another nationality; not positive
 * @param sameBirthplace the same place of birth
 * @param otherBirthplace another place of birth, or another name for it, where no day of birth
 *     agrees; not positive
 * @param otherDocument both bear a document and share nothing of it; not positive
 * @param alike how alike two spellings are when their likeness speaks for one name, per mille
 * @param alikeWeight what it then adds
 * @param alikePart what it adds where they share one part of the name and the year of birth, or the
 *     next
 * @param unlike how alike they are when it speaks against, per mille
 * @param unlikeWeight what it then adds; not positive
 * @param otherName how alike two names are, at least, that may be one person's, per mille
 * @param otherSpelling what it says of two persons of whom nothing of name and birth is shared that
 *     their names are that alike and no more; not positive
 * @param twoNames what it says that they are less alike; not positive
 * @param twoPersons what it says that two whose names agree were born on two days that have nothing
 *     in common; not positive
 * @param halfLifeDays after how many days between two observations a name with a day of birth
 *     weighs half
 * @param looseHalfLifeDays the same for less: the longer ago, the likelier it is a namesake
 */
public record PersonWeights(
    int name,
    int perDoubling,
    int commonName,
    int day,
    int year,
    int yearAlone,
    int birthday,
    int nextYear,
    int otherDate,
    int part,
    int nativeOf,
    int partYear,
    int partNextYear,
    int partOtherDay,
    int birth,
    int sameNationality,
    int otherNationality,
    int sameBirthplace,
    int otherBirthplace,
    int otherDocument,
    int alike,
    int alikeWeight,
    int alikePart,
    int unlike,
    int unlikeWeight,
    int otherName,
    int otherSpelling,
    int twoNames,
    int twoPersons,
    int halfLifeDays,
    int looseHalfLifeDays) {

  /** Refuses what makes no sense. */
  public PersonWeights {
    if (name < commonName || perDoubling < 0 || commonName < 0) {
      throw new IllegalArgumentException("a common name weighs less than a rare one");
    }
    if (halfLifeDays < 1 || looseHalfLifeDays < 1) {
      throw new IllegalArgumentException("half-life");
    }
    if (otherNationality > 0
        || otherBirthplace > 0
        || otherDocument > 0
        || unlikeWeight > 0
        || otherSpelling > 0
        || twoNames > otherSpelling
        || twoPersons > 0
        || otherDate > 0
        || partOtherDay > 0
        || alikeWeight < 0
        || alikePart < 0
        || unlike > alike
        || otherName > alike) {
      throw new IllegalArgumentException("a disagreement that speaks for one person");
    }
  }

  /** What a token loses by its frequency. */
  int common(int bucket) {
    return perDoubling * Math.max(0, Integer.numberOfTrailingZeros(bucket) - 1);
  }

  /** Whether two spellings are alike enough to be of one name; not where nothing is known. */
  boolean isAlike(@Nullable Integer likeness) {
    return likeness != null && likeness >= alike;
  }

  /** Whether two spellings are so unlike that they are two names; not where nothing is known. */
  boolean isOther(@Nullable Integer likeness) {
    return likeness != null && likeness < otherName;
  }

  /** What the likeness of two spellings adds; {@code likeness} per mille. */
  int spelling(int likeness) {
    if (likeness >= alike) {
      return alikeWeight;
    }
    return likeness < unlike ? unlikeWeight : 0;
  }
}
