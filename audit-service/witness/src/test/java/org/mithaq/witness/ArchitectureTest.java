package org.mithaq.witness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.mithaq.witness");

  @Test
  void dependsOnNothingButItselfAndTheJdk() {
    classes()
        .that()
        .resideInAPackage("org.mithaq.witness..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "org.mithaq.witness..",
                "java..",
                "com.sun.net.httpserver",
                "org.jspecify.annotations"))
        .check(PROGRAM);
  }

  @Test
  void theRuleMatchesTheProgram() {
    assertThat(PROGRAM.contain(Main.class)).isTrue();
    assertThat(PROGRAM.size()).isGreaterThan(12);
  }
}
