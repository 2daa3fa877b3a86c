package dev.weir.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The module's layers. Think about where a class belongs before editing a rule. */
@AnalyzeClasses(packages = "dev.weir.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule OF_WEIR_ONLY_SCHEMAS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.weir.gateway..", "dev.weir.accounting..", "dev.weir.alerts..");

  @ArchTest
  static final ArchRule THE_TERMINAL_KNOWS_NOTHING_OF_WEIR =
      classes()
          .that()
          .resideInAPackage("..cli.terminal")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..cli.terminal", "java..", "picocli..", "com.fasterxml..", "org.jspecify..");

  /** A command stands on what is shared, and not on another command. */
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.weir.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TIME_IS_PASSED_IN =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
