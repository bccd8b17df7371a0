package org.mithaq.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final List<String> FEATURES =
      List.of(
          "client", "cluster", "command", "console", "demo", "key", "publish", "receipt", "settle",
          "stack", "token", "verify", "watch");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.mithaq.local");

  @Test
  void hasTheFeaturesThatTheRulesSpeakOf() {
    Set<String> found =
        PROGRAM.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring("org.mithaq.local.".length()))
            .collect(Collectors.toSet());

    assertThat(found).containsExactlyInAnyOrderElementsOf(FEATURES);
  }

  @Test
  void hasNoCyclesBetweenFeatures() {
    slices().matching("org.mithaq.local.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void sharesNoCodeWithTheServicesOrTheVerifier() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.mithaq..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("org.mithaq.local..")))
        .check(PROGRAM);
  }

  @Test
  void knowsNothingOfMithaqWhereItSpeaksToThePersonAtTheTerminal() {
    noClasses()
        .that()
        .resideInAPackage("org.mithaq.local.console..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.mithaq.local..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("org.mithaq.local.console..")))
        .check(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client", "demo", "publish", "receipt", "settle", "token", "verify", "watch"})
  void speaksToTheServicesByTheirInterfacesAlone(String feature) {
    noClasses()
        .that()
        .resideInAPackage("org.mithaq.local." + feature + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "org.postgresql..", "org.apache.kafka..", "kafka..", "io.zonky..")
        .check(PROGRAM);
  }

  @Test
  void keepsItsCommandsBehindOneSuffix() {
    classes()
        .that()
        .areAnnotatedWith(picocli.CommandLine.Command.class)
        .should()
        .haveSimpleNameEndingWith("Command")
        .check(PROGRAM);
  }
}
