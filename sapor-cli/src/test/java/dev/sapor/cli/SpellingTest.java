package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, abc, 0",
    "abc, '', 3",
    "abc, abd, 1",
    "abc, acb, 1",
    "train, trian, 1",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void distance(String a, String b, int expected) {
    assertThat(Spelling.distance(a, b)).isEqualTo(expected);
    assertThat(Spelling.distance(b, a)).isEqualTo(expected);
  }

  @Test
  void nearestIsNearEnough() {
    assertThat(Spelling.nearest("--facters", Stream.of("--factors", "--epochs")))
        .contains("--factors");
    assertThat(Spelling.nearest("nonsense", Stream.of("train", "info"))).isEmpty();
    assertThat(Spelling.near("12", Stream.of("1", "13", "345", "123"), 2))
        .containsExactly("1", "123");
  }

  @Test
  void longWordsAreNotCompared() {
    assertThat(Spelling.nearest("x".repeat(10_000), Stream.of("x".repeat(10_001)))).isEmpty();
  }
}
