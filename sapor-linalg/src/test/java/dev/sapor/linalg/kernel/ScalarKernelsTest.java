package dev.sapor.linalg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts, bound to the kernels in plain Java. */
class ScalarKernelsTest {

  @Test
  void nameIsScalar() {
    assertThat(ScalarKernels.INSTANCE.name()).isEqualTo("scalar");
  }

  @Nested
  class Rows extends KernelContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Panels extends ChainContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Quantized extends QuantizedContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Descent extends DescentContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class RowDescents extends RowDescentContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Adagrad extends AdagradContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Equations extends NormalEquationsContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }

  @Nested
  class Gradient extends ConjugateGradientContract {
    @Override
    Kernels kernels() {
      return ScalarKernels.INSTANCE;
    }
  }
}
