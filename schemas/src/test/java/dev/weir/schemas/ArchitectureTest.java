package dev.weir.schemas;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule MONEY_IMPORTS_NOTHING = only("money");

  @ArchTest static final ArchRule WINDOW_IMPORTS_NOTHING = only("window");

  @ArchTest
  static final ArchRule EVENTS_IMPORT_MONEY_AND_WINDOW = only("events", "money", "window");

  @ArchTest
  static final ArchRule CONFIG_IMPORTS_MONEY_AND_WINDOW = only("config", "money", "window");

  /** Topics carry events. */
  @ArchTest
  static final ArchRule TOPICS_IMPORT_EVENTS = only("topics", "events", "money", "window");

  /** Keys are made of the names of budget windows; a connection is made from its settings. */
  @ArchTest
  static final ArchRule REDIS_IMPORTS_EVENTS_AND_CONFIG =
      only("redis", "config", "events", "money", "window");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.weir.schemas.(*)..").should().beFreeOfCycles();

  /** The package may import itself, the other ones named, and what is not Weir's. */
  private static ArchRule only(String name, String... others) {
    var allowed = new String[others.length + 1];
    allowed[0] = "dev.weir.schemas." + name;
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "dev.weir.schemas." + others[i];
    }
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage("dev.weir.schemas." + name)
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(allowed)
                .or(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.weir.."))));
  }
}
