package dev.sapor.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that hold for all classes below one root package. The root is a parameter so that the
 * same rules can be shown to fail on classes made for that.
 */
record HouseRules(String root) {

  private static final Set<String> PLATFORM_DEPENDENT_FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  private static final Set<String> HIDDEN_RANDOMNESS =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.util.random.RandomGenerator",
          "java.util.random.RandomGeneratorFactory");

  /** No package reaches itself by way of others. */
  ArchRule packagesFormNoCycle() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** A family of algorithms can be read, changed and removed without the others. */
  ArchRule solverFamiliesAreStrangers() {
    return slices()
        .matching(root + ".solver.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true);
  }

  /** Everything else runs on any JVM without a flag, and every kernel passes one contract. */
  ArchRule vectorCodeStandsInTheKernelsOnly() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".linalg.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..");
  }

  /** What linalg and core need is the JDK. */
  ArchRule librariesNeedNothingButTheJdk(DescribedPredicate<JavaClass> libraries) {
    return classes()
        .that(libraries)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "jdk.incubator.vector..", root + "..", "org.jspecify..");
  }

  /** A seed is in a configuration or it does not exist; streams come from linalg's RandomStream. */
  ArchRule randomnessIsNeverHidden() {
    DescribedPredicate<JavaClass> generators =
        DescribedPredicate.describe(
            "are random generators of the JDK", c -> HIDDEN_RANDOMNESS.contains(c.getName()));
    return noClasses()
        .should(
            dependOnClassesThat(generators)
                .or(accessTargetWhere(calls(Math.class, Set.of("random"))))
                .or(accessTargetWhere(calls(UUID.class, Set.of("randomUUID"))))
                .or(accessTargetWhere(calls(Collections.class, Set.of("shuffle")))));
  }

  /** These may differ in the last bit between machines; StrictMath may not. */
  ArchRule elementaryFunctionsAreStrict(DescribedPredicate<JavaClass> libraries) {
    return noClasses()
        .that(libraries)
        .should(accessTargetWhere(calls(Math.class, PLATFORM_DEPENDENT_FUNCTIONS)));
  }

  /** Libraries return values and throw; they log through System.Logger. */
  ArchRule librariesDoNotTalkOrExit(DescribedPredicate<JavaClass> libraries) {
    return noClasses()
        .that(libraries)
        .should(
            accessTargetWhere(calls(System.class, Set.of("out", "err", "exit")))
                .or(accessTargetWhere(calls(Throwable.class, Set.of("printStackTrace"))))
                .or(accessTargetWhere(calls(Runtime.class, Set.of("exit", "halt")))));
  }

  /** Files of ours have a format of ours. */
  ArchRule nothingIsSerialized() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.Object(Input|Output)(Stream|Filter)?");
  }

  /** Names that say nothing about what a class is. */
  ArchRule namesAreTheFieldsOwn() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Fast")
        .orShould()
        .haveSimpleNameStartingWith("Simple");
  }

  /** The packages whose package-info is missing or lacks NullMarked. */
  static Set<String> packagesNotNullMarked(JavaClasses classes) {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass c : classes) {
      JavaPackage home = c.getPackage();
      boolean holdsModuleInfo = home.getName().isEmpty();
      if (!holdsModuleInfo && home.tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
        unmarked.add(home.getName());
      }
    }
    return unmarked;
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, Set<String> members) {
    return DescribedPredicate.describe(
        "%s.%s".formatted(owner.getSimpleName(), members),
        access ->
            access.getTargetOwner().isAssignableTo(owner) && members.contains(access.getName()));
  }
}
