package dev.sapor.linalg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kernels are chosen, in this process and in processes started in other ways. */
class KernelChoiceTest {

  @Test
  void propertyDecides() {
    assertThat(KernelChoice.decide("scalar")).isEqualTo(new KernelChoice(0, ""));
    assertThat(KernelChoice.decide("SIMD256").bits()).isEqualTo(256);
    assertThat(KernelChoice.decide("simd512").bits()).isEqualTo(512);
    assertThat(KernelChoice.decide("simd").reason()).isEmpty();
    assertThatThrownBy(() -> KernelChoice.decide("avx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Dsapor.kernels must be scalar, simd")
        .hasMessageContaining("avx");
  }

  @Test
  void withoutTheModuleOneWarningSaysHowToSwitchVectorsOn() throws Exception {
    String said = start(List.of("--enable-native-access=ALL-UNNAMED"));
    assertThat(said).contains("runs on scalar twice");
    assertThat(said.split("--add-modules jdk.incubator.vector", -1)).hasSize(2);
  }

  @Test
  void withoutNativeAccessOneWarningSaysHowToSwitchVectorsOn() throws Exception {
    String said = start(List.of("--add-modules", "jdk.incubator.vector"));
    assertThat(said).contains("runs on scalar twice");
    assertThat(said.split("--enable-native-access=ALL-UNNAMED", -1)).hasSize(2);
    assertThat(said).doesNotContain("restricted method");
  }

  @Test
  void askedForScalarThereIsNoWarning() throws Exception {
    assertThat(start(List.of("-Dsapor.kernels=scalar")).strip()).isEqualTo("runs on scalar twice");
  }

  @Test
  void vectorsThatCannotBeHadAreRefused() throws Exception {
    assertThat(start(List.of("-Dsapor.kernels=simd")))
        .contains("-Dsapor.kernels=simd cannot be had")
        .doesNotContain("runs on");
  }

  /** What a process of its own says, on both streams. */
  private static String start(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path", "").isEmpty()
                ? "target/classes" + File.pathSeparator + "target/test-classes"
                : "target/classes"
                    + File.pathSeparator
                    + "target/test-classes"
                    + File.pathSeparator
                    + System.getProperty("java.class.path"),
            KernelProbe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
