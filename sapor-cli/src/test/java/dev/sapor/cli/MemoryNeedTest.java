package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryNeedTest {

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1k, 1024", "2M, 2097152", "1.5k, 1536", "3KiB, 3072", "4mb, 4194304"})
  void amounts(String text, long bytes) {
    assertThat(MemoryNeed.limit(text)).isEqualTo(bytes);
  }

  @Test
  void theJvmMayAllowLess() {
    assertThat(MemoryNeed.limit("900t")).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(MemoryNeed.limit(null)).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @Test
  void theProcessHoldsMemory() {
    assertThat(ResidentMemory.bytes()).isBetween(10L << 20, 1L << 40);
  }

  @Test
  void refusalNamesTheFigures() {
    MemoryNeed need = new MemoryNeed(1L << 30, 2L << 30, 1L << 30);
    need.requireWithin(4L << 30);
    assertThatThrownBy(() -> need.requireWithin((4L << 30) - 1))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("about 4.0 GiB (held 1.0 GiB, data 2.0 GiB,");
  }
}
