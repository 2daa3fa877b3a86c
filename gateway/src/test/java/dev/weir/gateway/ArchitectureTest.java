package dev.weir.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/**
 * What keeps the stages apart. If you think about changing a rule here, think about the layers
 * first: most of the time the class is in the wrong package.
 */
@AnalyzeClasses(packages = "dev.weir.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.weir.gateway.";

  /** Only the edges and the pipeline, which knows the order, see more than one stage. */
  @ArchTest
  static final ArchRule STAGES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching(ROOT + "(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAnyPackage(
                  ROOT + "app..", ROOT + "http..", ROOT + "admin..", ROOT + "pipeline.."),
              alwaysTrue())
          .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + "core.."))
          .ignoreDependency(
              resideInAPackage(ROOT + "translate.."), resideInAPackage(ROOT + "api.."))
          // It looks on: the pipeline tells it of calls and does not know it.
          .ignoreDependency(
              resideInAPackage(ROOT + "callbacks.."),
              resideInAnyPackage(ROOT + "pipeline..", ROOT + "api.."))
          // It makes what these two work with of what the operator wrote.
          .ignoreDependency(
              resideInAPackage(ROOT + "config.."),
              resideInAnyPackage(ROOT + "pricing..", ROOT + "routing.."));

  @ArchTest
  static final ArchRule STAGES_ARE_FREE_OF_CYCLES =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_IMPORTS_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "app..");

  @ArchTest
  static final ArchRule CORE_IMPORTS_NO_STAGE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "core..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.weir.gateway..")
                  .and(resideInAPackage(ROOT + "core..").negate()));

  @ArchTest
  static final ArchRule REDIS_IS_KNOWN_BY_NAME =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Redis")
          .and()
          .resideOutsideOfPackage(ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..");

  @ArchTest
  static final ArchRule KAFKA_IS_KNOWN_BY_NAME =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Kafka")
          .and(
              // A class inside a Kafka… class has a name of its own.
              simpleNameStartingWith("Kafka").onResultOf(ArchitectureTest::outermost).negate())
          .and()
          .resideOutsideOfPackage(ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  /** So that everything that leaves for a receiver of traces is made in one place. */
  @ArchTest
  static final ArchRule TRACES_ARE_MADE_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "callbacks..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule HELIDON_STAYS_AT_THE_EDGE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "http..", ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule PROVIDERS_ARE_CALLED_FROM_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "provider..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(Socket|http\\..*)");

  @ArchTest
  static final ArchRule TIME_IS_AN_ARGUMENT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "app..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_IT_IS =
      classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

  private static JavaClass outermost(JavaClass of) {
    return of.getEnclosingClass().map(ArchitectureTest::outermost).orElse(of);
  }
}
