package dev.sapor.linalg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contracts, bound to the kernels in vector instructions. The build runs this class once for
 * each width, and fails if it did not run.
 */
class SimdKernelsTest {

  @Test
  void nameIsTheWidth() {
    String asked = System.getProperty("sapor.kernels", "");
    assertThat(SimdKernels.INSTANCE.name())
        .isEqualTo(asked.isEmpty() ? "simd" + KernelChoice.current().bits() : asked);
  }

  @Nested
  class Rows extends KernelContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Panels extends ChainContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Quantized extends QuantizedContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Descent extends DescentContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class RowDescents extends RowDescentContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Adagrad extends AdagradContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Equations extends NormalEquationsContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }

  @Nested
  class Gradient extends ConjugateGradientContract {
    @Override
    Kernels kernels() {
      return SimdKernels.INSTANCE;
    }
  }
}
