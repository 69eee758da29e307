package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The three columns, which are alike. */
class NativeColumnsTest {

  @Test
  void holdWhatWasStored() {
    IntColumn ints = IntColumn.of(1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    FloatColumn floats = FloatColumn.of(1.5f, Float.MIN_VALUE, -0f);
    LongColumn longs = LongColumn.of(1, Long.MIN_VALUE, Long.MAX_VALUE);
    ints.set(0, 7);
    floats.set(0, 7.5f);
    longs.set(0, 7);

    assertThat(new int[] {ints.get(0), ints.get(1), ints.get(2)})
        .containsExactly(7, Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertThat(new float[] {floats.get(0), floats.get(1), floats.get(2)})
        .containsExactly(7.5f, Float.MIN_VALUE, -0f);
    assertThat(new long[] {longs.get(0), longs.get(1), longs.get(2)})
        .containsExactly(7, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void startAsZerosInMemoryAlignedTo64Bytes() {
    LongColumn longs = LongColumn.zeros(1000);
    for (long i = 0; i < 1000; i++) {
      assertThat(longs.get(i)).isZero();
    }
    assertThat(longs.segment().address() % 64).isZero();
    assertThat(IntColumn.zeros(3).segment().address() % 64).isZero();
    assertThat(FloatColumn.zeros(0).size()).isZero();
  }

  @Test
  void firstElementsAreAViewWithAnEnd() {
    IntColumn all = IntColumn.of(1, 2, 3);
    IntColumn two = all.first(2);
    all.set(1, 9);

    assertThat(two.size()).isEqualTo(2);
    assertThat(two.get(1)).isEqualTo(9);
    outside(() -> two.get(2));
    outside(() -> all.first(4));
    outside(() -> FloatColumn.of(1f).first(2));
    outside(() -> LongColumn.of(1).first(-1));
  }

  @Test
  void whatIsOutsideIsRefused() {
    outside(() -> IntColumn.of(1).get(1));
    outside(() -> IntColumn.of(1).set(-1, 0));
    outside(() -> FloatColumn.of(1f).get(1L << 32));
    outside(() -> FloatColumn.of(1f).set(1, 0));
    outside(() -> LongColumn.zeros(0).get(0));
    outside(() -> LongColumn.zeros(0).set(0, 1));
    assertThatThrownBy(() -> IntColumn.zeros(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size must not be negative (got -1)");
  }

  private static void outside(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
