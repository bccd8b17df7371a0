package org.mithaq.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The walls of the service, and that they stand around something. */
class ArchitectureTest {

  private static final Set<String> FEATURES =
      Set.of(
          "agreement",
          "feed",
          "identity",
          "matching",
          "network",
          "notice",
          "outbox",
          "problem",
          "surge");

  private static final Pattern EDGE =
      Pattern.compile(
          ".*(Resource|Store|Entity|Consumer|Relay|Topology|Config|Mapper|Producer|Filter|Check)");

  private static final List<String> FRAMEWORKS =
      List.of(
          "io.quarkus..",
          "io.smallrye..",
          "io.vertx..",
          "io.micrometer..",
          "jakarta..",
          "org.apache.kafka..",
          "org.eclipse.microprofile..",
          "org.jboss.resteasy..",
          "org.rocksdb..",
          "java.sql..",
          "javax.sql..");

  /** Wakes subscribers: plain, but one in the container. */
  private static final Set<String> CONTAINED = Set.of("FeedHub");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.mithaq.alert");

  private static final DescribedPredicate<JavaClass> PLAIN =
      DescribedPredicate.describe(
          "plain classes",
          each ->
              !EDGE.matcher(outermost(each).getSimpleName()).matches()
                  && !CONTAINED.contains(outermost(each).getSimpleName())
                  && !each.getSimpleName().equals("package-info"));

  private static JavaClass outermost(JavaClass each) {
    return each.getEnclosingClass().map(ArchitectureTest::outermost).orElse(each);
  }

  @Test
  void featuresAreTheOnesOfTheDesign() {
    assertThat(CLASSES.stream().map(ArchitectureTest::feature).distinct())
        .containsExactlyInAnyOrderElementsOf(FEATURES);
  }

  private static String feature(JavaClass each) {
    return each.getPackageName().substring("org.mithaq.alert.".length());
  }

  @Test
  void featuresHaveNoCycles() {
    slices().matching("org.mithaq.alert.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void frameworksStayAtTheEdge() {
    noClasses()
        .that(PLAIN)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS.toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void rulesMatchRealClasses() {
    assertThat(CLASSES.stream().filter(PLAIN)).hasSizeGreaterThan(40);
    for (String role :
        List.of("Resource", "Store", "Consumer", "Relay", "Topology", "Config", "Mapper")) {
      assertThat(CLASSES.stream().filter(each -> each.getSimpleName().endsWith(role)))
          .as(role)
          .isNotEmpty();
    }
    for (String framework : List.of("io.quarkus", "jakarta", "org.apache.kafka", "java.sql")) {
      assertThat(
              CLASSES.stream()
                  .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                  .map(dependency -> dependency.getTargetClass().getPackageName()))
          .as(framework)
          .anyMatch(name -> name.startsWith(framework));
    }
  }

  @Test
  void networksAndSurgesNeverLearnAnAudience() {
    noClasses()
        .that()
        .resideInAnyPackage("..network..", "..surge..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.mithaq.alert.matching.View")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.mithaq.alert.matching.Posting")
        .check(CLASSES);
  }

  @Test
  void domainReadsNoClockOfItsOwn() {
    noClasses()
        .that(PLAIN)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatBelongsThere() {
    for (String feature : FEATURES) {
      assertThat(CLASSES.stream().map(JavaClass::getFullName))
          .contains("org.mithaq.alert." + feature + ".package-info");
    }
  }

  @Test
  void configurationIsTypedMappings() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Config")
        .and()
        .areInterfaces()
        .should()
        .beAnnotatedWith("io.smallrye.config.ConfigMapping")
        .check(CLASSES);
  }
}
