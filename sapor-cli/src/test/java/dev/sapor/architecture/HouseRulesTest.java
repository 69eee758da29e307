package dev.sapor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house, applied to the main classes of every module. */
final class HouseRulesTest {
  private static final String ROOT = "dev.sapor";
  private static final HouseRules RULES = new HouseRules(ROOT);

  /** Modules, each with those that it may use. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "linalg", Set.of(),
          "core", Set.of("linalg"),
          "data", Set.of("core", "linalg"),
          "server", Set.of("core", "linalg"),
          "cli", Set.of("data", "server", "core", "linalg"));

  /** Packages of core, each with those that it may use; solver.* is each family of algorithms. */
  private static final Map<String, Set<String>> CORE_PACKAGES =
      Map.ofEntries(
          entry("data", Set.of()),
          entry("split", Set.of("data")),
          entry("prepare", Set.of("data")),
          entry("model", Set.of("data")),
          entry("objective", Set.of("data", "model")),
          entry("model.io", Set.of("data", "model")),
          entry("model.npy", Set.of("data", "model", "model.io")),
          entry("rankloss", Set.of("model")),
          entry("solver", Set.of("data", "split", "model", "objective")),
          entry("solver.checkpoint", Set.of("data", "model", "model.io", "objective", "solver")),
          entry("solver.*", Set.of("data", "split", "model", "objective", "rankloss", "solver")),
          entry("recommend", Set.of("data", "model")),
          entry("baseline", Set.of("data", "model", "recommend")),
          entry("eval", Set.of("data", "split", "model", "recommend", "baseline")),
          entry("tune", Set.of("data", "split", "model", "solver", "eval")),
          entry("textbook", Set.of()));

  /** Packages of the server, each with those that it may use; its root puts all together. */
  private static final Map<String, Set<String>> SERVER_PACKAGES =
      Map.of(
          "http", Set.of(),
          "live", Set.of(),
          "feedback", Set.of(),
          "page", Set.of("http"),
          "api", Set.of("http", "live", "feedback"));

  /** A class folder or jar below the folder of its module. */
  private static final Pattern MODULE_OF_LOCATION = Pattern.compile("/sapor-([a-z]+)/target/");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(location -> MODULE_OF_LOCATION.matcher(location.toString()).find())
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> LINALG_AND_CORE =
      DescribedPredicate.describe(
          "are in linalg or core", c -> Set.of("linalg", "core").contains(moduleOf(c)));

  private static final DescribedPredicate<JavaClass> LIBRARIES =
      DescribedPredicate.describe(
          "are in a library",
          c -> Set.of("linalg", "core", "data", "server").contains(moduleOf(c)));

  @Test
  void everyModuleIsLookedAt() {
    Set<String> seen = new TreeSet<>();
    PRODUCT.forEach(c -> seen.add(moduleOf(c)));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(MODULES.keySet());
  }

  @Test
  void modulesUseOnlyModulesBelowThem() {
    classes().should(new PackageArrows(HouseRulesTest::moduleOf, MODULES)).check(PRODUCT);
  }

  @Test
  void packagesOfCoreUseOnlyPackagesBelowThem() {
    classes()
        .should(new PackageArrows(HouseRulesTest::corePackageOf, CORE_PACKAGES))
        .check(PRODUCT);
  }

  @Test
  void packagesOfTheServerUseOnlyPackagesBelowThem() {
    classes()
        .should(new PackageArrows(HouseRulesTest::serverPackageOf, SERVER_PACKAGES))
        .check(PRODUCT);
  }

  @Test
  void noPackageLiesInTwoModules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    PRODUCT.forEach(
        c -> modules.computeIfAbsent(c.getPackageName(), p -> new TreeSet<>()).add(moduleOf(c)));
    assertThat(modules).allSatisfy((name, homes) -> assertThat(homes).as(name).hasSize(1));
  }

  @Test
  void packagesFormNoCycle() {
    RULES.packagesFormNoCycle().check(PRODUCT);
  }

  @Test
  void solverFamiliesAreStrangers() {
    RULES.solverFamiliesAreStrangers().check(PRODUCT);
  }

  @Test
  void vectorCodeStandsInTheKernelsOnly() {
    RULES.vectorCodeStandsInTheKernelsOnly().check(PRODUCT);
  }

  @Test
  void linalgAndCoreNeedNothingButTheJdk() {
    RULES.librariesNeedNothingButTheJdk(LINALG_AND_CORE).check(PRODUCT);
  }

  @Test
  void randomnessIsNeverHidden() {
    RULES.randomnessIsNeverHidden().check(PRODUCT);
  }

  @Test
  void elementaryFunctionsAreStrict() {
    RULES.elementaryFunctionsAreStrict(LINALG_AND_CORE).check(PRODUCT);
  }

  @Test
  void librariesDoNotTalkOrExit() {
    RULES.librariesDoNotTalkOrExit(LIBRARIES).check(PRODUCT);
  }

  @Test
  void nothingIsSerialized() {
    RULES.nothingIsSerialized().check(PRODUCT);
  }

  @Test
  void namesAreTheFieldsOwn() {
    RULES.namesAreTheFieldsOwn().check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(HouseRules.packagesNotNullMarked(PRODUCT)).isEmpty();
  }

  private static String moduleOf(JavaClass c) {
    String location = c.getSource().map(source -> source.getUri().toString()).orElse("");
    Matcher module = MODULE_OF_LOCATION.matcher(location);
    return module.find() ? module.group(1) : "";
  }

  private static String corePackageOf(JavaClass c) {
    if (!moduleOf(c).equals("core") || c.getPackageName().isEmpty()) {
      return "";
    }
    String name = c.getPackageName().substring(ROOT.length() + 1);
    return name.startsWith("solver.") && !name.equals("solver.checkpoint") ? "solver.*" : name;
  }

  private static String serverPackageOf(JavaClass c) {
    String root = ROOT + ".server.";
    return c.getPackageName().startsWith(root) ? c.getPackageName().substring(root.length()) : "";
  }
}
