package dev.sapor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageListTest {

  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String GOOD = "amd64 " + SUM + " debian/pool/main/z/zlib/zlib1g_1_amd64.deb";

  @Test
  void theListOfTheTreeHasTheSamePackagesForBothArchitectures() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("packages.txt"));
    List<String> intel = names(PackageList.read(lines, "amd64"));
    assertThat(intel).contains("libc6", "busybox-static");
    assertThat(names(PackageList.read(lines, "arm64"))).isEqualTo(intel);
  }

  private static List<String> names(PackageList list) {
    return list.packages().stream()
        .map(pinned -> pinned.fileName().substring(0, pinned.fileName().indexOf('_')))
        .toList();
  }

  @Test
  void commentsAndOtherArchitecturesAreLeftOut() {
    List<String> lines =
        List.of(
            "# a comment", "", "snapshot 20260102T030405Z", GOOD, GOOD.replace("amd64", "arm64"));
    assertThat(PackageList.read(lines, "amd64"))
        .isEqualTo(
            new PackageList(
                "20260102T030405Z",
                List.of(new PinnedPackage(SUM, "debian", "pool/main/z/zlib/zlib1g_1_amd64.deb"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amd64 0123 debian/pool/main/z/zlib1g_1_amd64.deb",
        "debian/pool/main/z/zlib1g_1_amd64.deb",
        "amd64 SUM ubuntu/pool/main/z/zlib1g_1_amd64.deb",
        "amd64 SUM debian/pool/../../z.deb",
        "amd64 SUM debian/pool/main/z/zlib1g_1_amd64.deb more",
        "snapshot today"
      })
  void aLineThatIsSomethingElseIsNamed(String line) {
    List<String> lines = List.of("# a comment", line.replace("SUM", SUM));
    assertThatThrownBy(() -> PackageList.read(lines, "amd64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining(lines.get(1));
  }

  @Test
  void anArchitectureWithoutPackagesIsNamed() {
    assertThatThrownBy(() -> PackageList.read(List.of("snapshot 20260102T030405Z", GOOD), "s390x"))
        .hasMessageContaining("s390x")
        .hasMessageContaining("sapor.image.base");
  }
}
