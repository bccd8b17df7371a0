package org.mithaq.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // The verifier's program lies beside the tests; it has rules of its own.
          .withImportOption(location -> !location.contains("/audit/verify/"))
          .importPackages("org.mithaq.audit");

  /** At the edge: the only classes that may know a framework, a database or a broker. */
  private static final String EDGE =
      ".*(Resource|Store|Entity|Consumer|Relay|Topology|Config|Mapper|Producer|Filter|Check)"
          + "(\\$.*)?";

  private static final String[] FRAMEWORKS = {
    "io.quarkus..",
    "jakarta..",
    "org.eclipse.microprofile.config..",
    "org.eclipse.microprofile.health..",
    "org.eclipse.microprofile.jwt..",
    "org.apache.kafka..",
    "com.fasterxml.jackson..",
    "io.micrometer..",
    "io.smallrye..",
    "java.sql..",
    "javax.sql.."
  };

  /** The one exception: a thread of its own asks stores, whose errors it passes on. */
  private static final Set<String> PASSES_ON = Set.of("java.sql.SQLException");

  @Test
  void onlyTheEdgeKnowsAframework() {
    ArchRule rule =
        noClasses()
            .that()
            .haveNameNotMatching(EDGE)
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAnyPackage(FRAMEWORKS)
                    .and(
                        DescribedPredicate.describe(
                            "are no exception that is passed on",
                            c -> !PASSES_ON.contains(c.getName()))));
    rule.check(SERVICE);
  }

  @Test
  void featuresFormNoCycle() {
    slices().matching("org.mithaq.audit.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @Test
  void recordsKnowNothingOfTheLogNorOfReaders() {
    noClasses()
        .that()
        .resideInAPackage("..audit.record..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..audit.log..", "..audit.oversight..", "..audit.receipt..")
        .check(SERVICE);
    noClasses()
        .that()
        .resideInAPackage("..audit.reconciliation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..audit.log..", "..audit.oversight..", "..audit.receipt..")
        .check(SERVICE);
    noClasses()
        .that()
        .resideInAPackage("..audit.log..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(Disclosure|Opened|Field|Commitments|RecordMapper)(\\$.*)?")
        .check(SERVICE);
  }

  @Test
  void theServiceSharesNothingWithTheVerifierNorAwitness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mithaq.audit.verify..", "org.mithaq.witness..")
        .check(SERVICE);
  }

  @Test
  void noPackageHasAnameThatSaysNothing() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..service..",
            "..util..",
            "..utils..",
            "..common..",
            "..impl..",
            "..dto..",
            "..model..")
        .check(SERVICE);
  }

  @Test
  void publicTypesOfResourcesAreAnnotatedForTheirReaders() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Resource")
        .should()
        .beAnnotatedWith(Path.class)
        .check(SERVICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record",
        "log",
        "receipt",
        "reconciliation",
        "witness",
        "oversight",
        "erasure",
        "identity",
        "problem"
      })
  void everyFeatureIsThereAndSaysWhatItIs(String feature) {
    List<JavaClass> classes =
        SERVICE.stream()
            .filter(c -> c.getPackageName().equals("org.mithaq.audit." + feature))
            .toList();
    assertThat(classes).hasSizeGreaterThan(2);
    assertThat(classes).anyMatch(c -> c.getSimpleName().equals("package-info"));
  }

  @Test
  void theRulesMatchRealClasses() {
    Set<String> suffixes =
        SERVICE.stream()
            .map(JavaClass::getSimpleName)
            .map(
                name ->
                    name.replaceAll(".*(Resource|Store|Consumer|Config|Mapper|Producer)$", "$1"))
            .filter(
                Set.of("Resource", "Store", "Consumer", "Config", "Mapper", "Producer")::contains)
            .collect(Collectors.toSet());
    assertThat(suffixes).hasSize(6);
    assertThat(SERVICE.stream().filter(c -> !c.getName().matches(EDGE)).count()).isGreaterThan(40);
  }
}
