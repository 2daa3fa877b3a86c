package dev.weir.provider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The module's layers. Think about where a class belongs before editing a rule. */
@AnalyzeClasses(
    packages = "dev.weir.provider",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule HTTP_KNOWS_NO_PROTOCOL =
      noClasses()
          .that()
          .resideInAPackage("..provider.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.weir.provider", "..provider.slack", "..provider.otlp", "com.fasterxml..");

  @ArchTest
  static final ArchRule SOCKETS_ONLY_IN_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("..provider.http")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(Server)?Socket");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("dev.weir.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TIME_IS_PASSED_IN =
      noClasses()
          .that()
          .doNotHaveSimpleName("ProviderMain")
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
