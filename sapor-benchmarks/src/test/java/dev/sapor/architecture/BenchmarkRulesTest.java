package dev.sapor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house for the benchmarks, which the test of the product does not see: it runs in
 * a module that must not know this one. The classes that JMH makes are left out.
 */
final class BenchmarkRulesTest {
  private static final String ROOT = "dev.sapor";
  private static final HouseRules RULES = new HouseRules(ROOT);
  private static final Pattern MODULE_OF_LOCATION = Pattern.compile("/sapor-([a-z]+)/target/");

  private static final JavaClasses BENCHMARKS =
      new ClassFileImporter()
          .withImportOption(location -> location.contains("/sapor-benchmarks/target/classes/"))
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          // Measures the peak that vector code has: it says why.
          .withImportOption(location -> !location.contains("/MachineBenchmark"))
          .importPackages(ROOT);

  @Test
  void benchmarksAreLookedAt() {
    assertThat(BENCHMARKS).isNotEmpty();
  }

  @Test
  void theyUseTheLibrariesOnly() {
    Map<String, Set<String>> arrows =
        Map.of("benchmarks", Set.of("data", "server", "core", "linalg"));
    classes().should(new PackageArrows(BenchmarkRulesTest::moduleOf, arrows)).check(BENCHMARKS);
  }

  @Test
  void theRulesOfAllModulesHold() {
    RULES.packagesFormNoCycle().check(BENCHMARKS);
    RULES.vectorCodeStandsInTheKernelsOnly().check(BENCHMARKS);
    RULES.randomnessIsNeverHidden().check(BENCHMARKS);
    RULES.nothingIsSerialized().check(BENCHMARKS);
    RULES.namesAreTheFieldsOwn().check(BENCHMARKS);
    assertThat(HouseRules.packagesNotNullMarked(BENCHMARKS)).isEmpty();
  }

  private static String moduleOf(JavaClass c) {
    String location = c.getSource().map(source -> source.getUri().toString()).orElse("");
    Matcher module = MODULE_OF_LOCATION.matcher(location);
    return module.find() ? module.group(1) : "";
  }
}
