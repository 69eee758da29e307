package dev.sapor.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyNumpyRandomTest {

  static Stream<String> golden() {
    return GoldenSplits.lines("numpy-legacy.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void givesWhatNumpyGives(String line) {
    String[] words = line.split(" ", -1);
    LegacyNumpyRandom random = new LegacyNumpyRandom(Long.parseLong(words[1]));
    int head = words[0].equals("words") ? 2 : 3;
    long[] expected = Arrays.stream(words).skip(head).mapToLong(Long::parseLong).toArray();
    long[] drawn =
        switch (words[0]) {
          case "words" ->
              LongStream.generate(() -> random.nextWord() & 0xFFFFFFFFL)
                  .limit(expected.length)
                  .toArray();
          case "permutation" ->
              Arrays.stream(random.permutation(Integer.parseInt(words[2])))
                  .asLongStream()
                  .toArray();
          case "choice" ->
              Arrays.stream(random.choice(Integer.parseInt(words[2]), expected.length))
                  .asLongStream()
                  .toArray();
          default -> throw new AssertionError(line);
        };
    assertThat(drawn).isEqualTo(expected);
  }

  @Test
  void anIntervalHoldsItsEnds() {
    LegacyNumpyRandom random = new LegacyNumpyRandom(3);
    int[] seen = new int[6];
    for (int i = 0; i < 6000; i++) {
      seen[random.interval(5)]++;
    }
    for (int count : seen) {
      assertThat(count).isBetween(800, 1200);
    }
    assertThat(random.interval(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32})
  void seedsThatNumpyRefusesAreRefused(long seed) {
    assertThatThrownBy(() -> new LegacyNumpyRandom(seed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(got " + seed + ")");
  }
}
