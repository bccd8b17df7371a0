package org.mithaq.exchange;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls of the house; and that each rule has classes to guard. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.mithaq.exchange");

  private static final String[] FRAMEWORKS = {
    "jakarta..",
    "io.quarkus..",
    "io.smallrye..",
    "io.micrometer..",
    "io.vertx..",
    "org.eclipse.microprofile..",
    "org.jboss..",
    "org.apache.kafka..",
    "org.postgresql..",
    "javax.sql.."
  };

  private static final Set<String> FEATURES =
      Set.of("agreement", "signal", "selector", "release", "outbox", "identity", "problem");

  private static final DescribedPredicate<JavaClass> EDGE =
      new DescribedPredicate<>("have a suffix of the edge") {
        @Override
        public boolean test(JavaClass type) {
          String name = type.getName().replaceAll("\\$.*", "");
          return name.matches(
              ".*(Resource|Store|Consumer|Relay|Config|Mapper|Producer|Filter|Check)");
        }
      };

  private static final DescribedPredicate<JavaClass> DOMAIN = not(EDGE);

  @Test
  void keepsFrameworksAtTheEdge() {
    ArchRule rule =
        noClasses().that(DOMAIN).should().dependOnClassesThat(resideInAnyPackage(FRAMEWORKS));
    rule.check(CLASSES);
    assertThat(CLASSES.stream().filter(DOMAIN::test).count()).isGreaterThan(40);
    assertThat(
            CLASSES.stream()
                .filter(EDGE::test)
                .filter(
                    c ->
                        c.getDirectDependenciesFromSelf().stream()
                            .anyMatch(d -> resideInAnyPackage(FRAMEWORKS).test(d.getTargetClass())))
                .count())
        .isGreaterThan(15);
  }

  @Test
  void hasNoCyclesBetweenFeatures() {
    slices().matching("org.mithaq.exchange.(*)..").should().beFreeOfCycles().check(CLASSES);
    assertThat(features()).isEqualTo(FEATURES);
  }

  private static Set<String> features() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(p -> p.startsWith("org.mithaq.exchange."))
        .map(p -> p.split("\\.")[3])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void leavesTheDomainWithoutATouchOfTheDatabase() {
    DescribedPredicate<JavaClass> stores =
        new DescribedPredicate<>("are stores") {
          @Override
          public boolean test(JavaClass type) {
            return type.getName().replaceAll("\\$.*", "").matches(".*(Store|Relay|Consumer)");
          }
        };
    noClasses()
        .that(not(stores))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Connection")
        .check(CLASSES);
    assertThat(
            CLASSES.stream()
                .filter(stores::test)
                .anyMatch(
                    c ->
                        c.getDirectDependenciesFromSelf().stream()
                            .anyMatch(
                                d -> d.getTargetClass().getName().equals("java.sql.Connection"))))
        .isTrue();
  }

  @Test
  void dependsOnTheSelectorsAndProblemsFromAboveOnly() {
    noClasses()
        .that()
        .resideInAPackage("..exchange.problem..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.mithaq.exchange..")
                .and(not(resideInAnyPackage("..exchange.problem.."))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("..exchange.outbox..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("..exchange.signal..", "..exchange.agreement.."))
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("..exchange.selector..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAnyPackage("org.mithaq.exchange.."))
                .or(resideInAnyPackage("..exchange.selector..", "..exchange.problem..")))
        .check(CLASSES);
  }
}
