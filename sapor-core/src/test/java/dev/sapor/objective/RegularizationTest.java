package dev.sapor.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularizationTest {

  private final Regularization some = new Regularization(0.1, 0.5, 2, 0.3, 4);

  @Test
  void weightsAreThoseOfTheFormula() {
    assertThat(some.ofRow(9)).isCloseTo(0.1 * 3 + 2, within(1e-15));
    assertThat(some.ofRow(9, 0.07, 100)).isCloseTo(0.1 * 4 + 2, within(1e-15));
    assertThat(some.ofBias(9)).isCloseTo(0.3 * 3 + 4, within(1e-15));
    assertThat(some.ofRow(0)).isEqualTo(2);
  }

  @Test
  void exponentsZeroAndOneAreExact() {
    assertThat(some.withNu(1).withKappa(0).ofRow(12345)).isEqualTo(0.1 * 12345);
    assertThat(some.withNu(0).withKappa(0).ofRow(12345)).isEqualTo(0.1);
    // A constant is a constant for rows without interactions too.
    assertThat(some.withNu(0).withKappa(0).ofRow(0)).isEqualTo(0.1);
    assertThat(some.withNu(1).withKappa(0).ofRow(0)).isZero();
    assertThat(some.withNu(1).ofRow(3_000_000_000L)).isEqualTo(0.1 * 3e9 + 2);
  }

  @Test
  void noneIsNothing() {
    assertThat(Regularization.NONE.ofRow(1000)).isZero();
    assertThat(Regularization.NONE.ofBias(1000)).isZero();
  }

  @Test
  void copiesDifferInOneValue() {
    assertThat(some.withLambda(9)).isEqualTo(new Regularization(9, 0.5, 2, 0.3, 4));
    assertThat(some.withNu(1)).isEqualTo(new Regularization(0.1, 1, 2, 0.3, 4));
    assertThat(some.withKappa(9)).isEqualTo(new Regularization(0.1, 0.5, 9, 0.3, 4));
    assertThat(some.withBiasLambda(9)).isEqualTo(new Regularization(0.1, 0.5, 2, 9, 4));
    assertThat(some.withBiasKappa(9)).isEqualTo(new Regularization(0.1, 0.5, 2, 0.3, 9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void valuesOutOfRangeAreRefusedByName(double value) {
    refused("regularization", some::withLambda, value);
    refused("nu", some::withNu, value);
    refused("kappa", some::withKappa, value);
    refused("bias regularization", some::withBiasLambda, value);
    refused("bias kappa", some::withBiasKappa, value);
  }

  private static void refused(String name, DoubleFunction<Regularization> with, double value) {
    assertThatThrownBy(() -> with.apply(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " must be a finite number of at least 0 (got " + value + ")");
  }

  @Test
  void exponentsAboveOneAreRefused() {
    assertThatThrownBy(() -> some.withNu(1.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nu must be between 0 and 1 (got 1.01)");
  }
}
