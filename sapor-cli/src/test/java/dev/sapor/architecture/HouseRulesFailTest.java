package dev.sapor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule, shown to fail on classes below {@code fixture} that break it, and to name them. */
final class HouseRulesFailTest {
  private static final String ROOT = "dev.sapor.architecture.fixture";
  private static final HouseRules RULES = new HouseRules(ROOT);
  private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);

  @Test
  void arrowThatPointsBackIsFound() {
    Map<String, Set<String>> arrows =
        Map.of(
            "data", Set.of(),
            "linalg", Set.of(),
            "split", Set.of("data"),
            "solver.red", Set.of("solver.blue"),
            "solver.blue", Set.of());
    assertThat(violations(classes().should(new PackageArrows(this::partOf, arrows)), FIXTURE))
        .anySatisfy(v -> assertThat(v).contains("data -> split", "ReachesUp"))
        .anySatisfy(v -> assertThat(v).contains("HashHelper", "is not on the map"))
        .noneSatisfy(v -> assertThat(v).startsWith("split"))
        .noneSatisfy(v -> assertThat(v).startsWith("solver"));
  }

  @Test
  void cycleIsFound() {
    assertThat(violations(RULES.packagesFormNoCycle(), FIXTURE))
        .singleElement()
        .satisfies(v -> assertThat(v).contains("Cycle", "Slice data", "Slice split"));
  }

  @Test
  void solverThatKnowsAnotherFamilyIsFound() {
    assertThat(violations(RULES.solverFamiliesAreStrangers(), FIXTURE))
        .singleElement()
        .satisfies(v -> assertThat(v).contains("Slice red depends on Slice blue"));
  }

  @Test
  void vectorCodeOutsideTheKernelsIsFound(@TempDir Path folder) throws IOException {
    // Written as bytes: to compile it would take the incubator module.
    ClassDesc vector = ClassDesc.of("jdk.incubator.vector.FloatVector");
    for (String name : List.of(ROOT + ".linalg.Lanes", ROOT + ".linalg.kernel.Lanes")) {
      byte[] bytes =
          ClassFile.of()
              .build(ClassDesc.of(name), c -> c.withField("lanes", vector, ClassFile.ACC_PRIVATE));
      Path file = folder.resolve(name.replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
    JavaClasses written = new ClassFileImporter().importPath(folder);
    assertThat(violations(RULES.vectorCodeStandsInTheKernelsOnly(), written))
        .singleElement()
        .satisfies(v -> assertThat(v).contains(ROOT + ".linalg.Lanes.lanes"));
  }

  @Test
  void thirdPartyImportIsFound() {
    assertThat(violations(RULES.librariesNeedNothingButTheJdk(alwaysTrue()), FIXTURE))
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v).contains("ForeignImport", "picocli"));
  }

  @Test
  void hiddenRandomnessIsFound() {
    assertThat(violations(RULES.randomnessIsNeverHidden(), FIXTURE))
        .anySatisfy(v -> assertThat(v).contains("java.util.Random"))
        .anySatisfy(v -> assertThat(v).contains("Math.random()"))
        .anySatisfy(v -> assertThat(v).contains("Collections.shuffle"));
  }

  @Test
  void platformDependentFunctionIsFound() {
    assertThat(violations(RULES.elementaryFunctionsAreStrict(alwaysTrue()), FIXTURE))
        .singleElement()
        .satisfies(v -> assertThat(v).contains("Math.exp(double)"));
  }

  @Test
  void talkingLibraryIsFound() {
    assertThat(violations(RULES.librariesDoNotTalkOrExit(alwaysTrue()), FIXTURE))
        .anySatisfy(v -> assertThat(v).contains("java.lang.System.out"))
        .anySatisfy(v -> assertThat(v).contains("printStackTrace"));
  }

  @Test
  void serializationIsFound() {
    assertThat(violations(RULES.nothingIsSerialized(), FIXTURE))
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v).contains("java.io.ObjectOutputStream"));
  }

  @Test
  void emptyNameIsFound() {
    assertThat(violations(RULES.namesAreTheFieldsOwn(), FIXTURE))
        .singleElement()
        .satisfies(v -> assertThat(v).contains("HashHelper"));
  }

  @Test
  void packageWithoutNullMarkedIsFound() {
    assertThat(HouseRules.packagesNotNullMarked(FIXTURE)).contains(ROOT + ".data", ROOT + ".util");
  }

  private String partOf(JavaClass c) {
    String name = c.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
