package dev.sapor.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeakVerdictTest {

  private static final int SAMPLES = 50;
  private static final long MIB = 1 << 20;

  /** Of a sample, from its number. */
  @FunctionalInterface
  private interface Sample {
    Vitals at(int sample);
  }

  private static LeakVerdict verdict(Sample sample) {
    List<Vitals> samples = new ArrayList<>();
    for (int k = 0; k < SAMPLES; k++) {
      samples.add(sample.at(k));
    }
    return new LeakVerdict(samples);
  }

  @Test
  void whatOnlyWobblesIsSound() {
    LeakVerdict verdict =
        verdict(k ->
            new Vitals(
                (30 + k * 7 % 5) * MIB,
                30 + k * 3 % 4,
                60 + k * 11 % 20,
                (400 + k * 37 % 60) * MIB));
    assertThat(verdict.growths()).isEmpty();
  }

  @Test
  void aSpikeIsNoLeak() {
    assertThat(
            verdict(k -> new Vitals((k == 45 ? 300 : 30) * MIB, 30, k == 47 ? 999 : 60, 400 * MIB))
                .growths())
        .isEmpty();
  }

  @Test
  void eachThingThatRisesIsNamed() {
    assertThat(verdict(k -> new Vitals((30 + k / 5) * MIB, 30, 60, 400 * MIB)).growths())
        .singleElement()
        .asString()
        .startsWith("live heap");
    assertThat(verdict(k -> new Vitals(30 * MIB, 30 + k / 3, 60, 400 * MIB)).growths())
        .singleElement()
        .asString()
        .startsWith("threads");
    assertThat(verdict(k -> new Vitals(30 * MIB, 30, 60 + k, 400 * MIB)).growths())
        .singleElement()
        .asString()
        .startsWith("open files");
    assertThat(verdict(k -> new Vitals(30 * MIB, 30, 60, (400 + 4L * k) * MIB)).growths())
        .singleElement()
        .asString()
        .startsWith("resident");
  }

  @Test
  void aStepThatStaysIsALeak() {
    assertThat(verdict(k -> new Vitals((k < 30 ? 30 : 40) * MIB, 30, 60, 400 * MIB)).growths())
        .hasSize(1);
  }

  @Test
  void theTableHasTheFiguresOfEachThird() {
    assertThat(verdict(k -> new Vitals((30 + k / 5) * MIB, 30, 60 + k, 400 * MIB)).table())
        .contains(
            "| live heap, MiB | 31.0 (30.0 to 33.0) | 34.0 (33.0 to 36.0) | 38.0 (36.0 to 39.0) | 36.1 |");
  }

  @Test
  void tooFewSamplesTellNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeakVerdict(List.of(new Vitals(1, 1, 1, 1))))
        .withMessageContaining("got 1");
  }
}
