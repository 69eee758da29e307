package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {

  @Test
  void quotesOnlyWhatMustBe() {
    assertThat(ShellWord.of("a/b-c_1.sapor")).isEqualTo("a/b-c_1.sapor");
    assertThat(ShellWord.of("two words")).isEqualTo("'two words'");
    assertThat(ShellWord.of("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellWord.of("$(rm)")).isEqualTo("'$(rm)'");
    assertThat(ShellWord.of("")).isEqualTo("''");
  }
}
