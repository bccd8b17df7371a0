package org.mithaq.bench.world;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Names and the ways in which they are spelled: by Moroccan, West African, Dutch, Spanish ears. */
final class Names {

  private static final double RESPELLED = 0.7;
  private static final double IN_ARABIC = 0.42;
  private static final double FAMILY_FIRST = 0.28;

  /**
   * One name.
   *
   * @param arabic how it is written in Arabic, or null where nobody does
   * @param spellings in Latin letters, the usual one first
   */
  record Name(@Nullable String arabic, List<String> spellings) {
    static Name of(@Nullable String arabic, String... spellings) {
      return new Name(arabic, List.of(spellings));
    }
  }

  private static final List<Name> GIVEN_NAMES =
      List.of(
          Name.of("يوسف", "Youssef", "Joussef", "Yousef", "Yusuf"),
          Name.of(null, "Mamadou", "Mahmadou", "Mamadu"),
          Name.of("خديجة", "Khadija", "Khadidja", "Hadija"),
          Name.of("محمد", "Mohammed", "Mohamed", "Mouhamed", "Muhammad"),
          Name.of(null, "Salif", "Salifou"),
          Name.of("رشيد", "Rachid", "Rachide", "Rasheed", "Rashid"),
          Name.of("عبد القادر", "Abdelkader", "Abdelqader", "Abdel Kader", "Abd al-Qadir"),
          Name.of("فاطمة", "Fatima", "Fatimah", "Fatma", "Fatoumata"),
          Name.of("حمزة", "Hamza", "Hamzah", "Hamsa"),
          Name.of(null, "Adama", "Adamah"),
          Name.of("إدريس", "Driss", "Dris", "Idris", "Idriss"),
          Name.of("أمينة", "Amina", "Aminah", "Aminata"),
          Name.of("خالد", "Khalid", "Khaled", "Halid", "Chalid"),
          Name.of("عثمان", "Ousmane", "Osman", "Othmane", "Usman"),
          Name.of("سعيد", "Saïd", "Said", "Saeed"),
          Name.of("زينب", "Zineb", "Zaynab", "Zeinab"),
          Name.of("إبراهيم", "Ibrahim", "Ibrahima", "Ebrahim", "Brahim"),
          Name.of("جمال", "Jamal", "Djamal", "Djamel", "Gamal"),
          Name.of("عبد الله", "Abdoulaye", "Abdallah", "Abdullah", "Abdellah"),
          Name.of("شيخ", "Cheikh", "Cheick", "Shaykh", "Sheikh"),
          Name.of("نور الدين", "Noureddine", "Nordin", "Nour Eddine", "Nur al-Din"),
          Name.of("موسى", "Moussa", "Moessa", "Mousa", "Musa"),
          Name.of("بلال", "Bilal", "Bilel", "Billal"),
          Name.of("حسن", "Hassan", "Hasan", "Hassane"),
          Name.of("طارق", "Tarik", "Tarek", "Tarick", "Tariq"));

  private static final List<Name> FAMILY_NAMES =
      List.of(
          Name.of("العمراني", "El Amrani", "Elamrani", "Amrani", "Al Amrani"),
          Name.of(null, "Diallo", "Dialo", "Djallo", "Jallow"),
          Name.of("بن علي", "Benali", "Ben Ali", "Benalli"),
          Name.of(null, "Traoré", "Traore", "Traoreh"),
          Name.of("الإدريسي", "El Idrissi", "Idrissi", "Al-Idrisi"),
          Name.of(null, "Ndiaye", "N'Diaye", "Ndiay", "Njie"),
          Name.of("بوزيد", "Bouzid", "Bouzide", "Bu Zid"),
          Name.of(null, "Keïta", "Keita", "Kéita"),
          Name.of("الشرقاوي", "Cherkaoui", "Charkaoui", "Sharqawi"),
          Name.of(null, "Cissé", "Cisse", "Ceesay"),
          Name.of("الزياني", "Ziani", "Zyani", "Zayani"),
          Name.of(null, "Coulibaly", "Koulibaly", "Kulibali"),
          Name.of("بناني", "Bennani", "Benani", "Bennany"),
          Name.of(null, "Touré", "Toure", "Turay"),
          Name.of("حدو", "Haddou", "Haddu", "Hadou"),
          Name.of(null, "Sow", "Sou", "So"),
          Name.of("الفاسي", "El Fassi", "Fassi", "Al-Fasi"),
          Name.of(null, "Camara", "Camarah", "Kamara"),
          Name.of("آيت طالب", "Ait Taleb", "Aït Taleb", "Ayt Talib"),
          Name.of("لحلو", "Lahlou", "Lahlu", "Lehlou"),
          Name.of("المنصوري", "Mansouri", "Mansoury", "Al-Mansuri"),
          Name.of(null, "Haidara", "Aidara", "Haydara"),
          Name.of("الريفي", "Rifi", "Riffi", "Er-Rifi"),
          Name.of("بن يوسف", "Ben Youssef", "Benyoussef", "Ibn Yusuf"),
          Name.of("الشاوي", "Chaoui", "Chawi", "Shawi"),
          Name.of(null, "Diop", "Dyop", "Jobe"),
          Name.of("التازي", "Tazi", "Tazy", "At-Tazi"),
          Name.of("وهبي", "Ouahbi", "Ouahby", "Wahbi"),
          Name.of("الزروالي", "Zerouali", "Zeruali", "Zarwali"),
          Name.of("بلقاسم", "Belkacem", "Bel Kacem", "Belqasim"));

  /** How many given names there are. */
  static final int GIVEN = GIVEN_NAMES.size();

  /** How many family names there are. */
  static final int FAMILY = FAMILY_NAMES.size();

  private Names() {}

  /**
   * Writes a name as somebody might.
   *
   * @param given number of the given name
   * @param family number of the family name
   * @param arabic whether the writer may write Arabic
   */
  static String write(int given, int family, boolean arabic, Random random) {
    Name first = GIVEN_NAMES.get(given);
    Name last = FAMILY_NAMES.get(family);
    boolean familyFirst = random.nextDouble() < FAMILY_FIRST;
    if (arabic
        && first.arabic() != null
        && last.arabic() != null
        && random.nextDouble() < IN_ARABIC) {
      return familyFirst
          ? last.arabic() + " " + first.arabic()
          : first.arabic() + " " + last.arabic();
    }
    String one = spell(first, random);
    String other = spell(last, random);
    return familyFirst ? other.toUpperCase(Locale.ROOT) + " " + one : one + " " + other;
  }

  private static String spell(Name name, Random random) {
    List<String> spellings = name.spellings();
    return random.nextDouble() < RESPELLED
        ? spellings.get(random.nextInt(spellings.size()))
        : spellings.getFirst();
  }
}
