package dev.sapor.linalg.kernel;

/**
 * A phase of a batch of entries that Adagrad takes together.
 *
 * <p>They are called through one method with many implementations on purpose. The JIT compiler
 * inlines pieces into a method until it has had enough nodes: the rest it does not inline, and its
 * vectors become objects, five times slower. A call with so many targets is never inlined, so each
 * phase is compiled apart, with that allowance for itself.
 */
abstract class SimdAdagradPhase {

  final SimdAdagradBatch batch;
  final long left;
  final long right;
  final int bytes;

  private SimdAdagradPhase(SimdAdagradBatch batch) {
    this.batch = batch;
    left = batch.step.leftFactors.segment().address();
    right = batch.step.rightFactors.segment().address();
    bytes = SimdKernels.rowBytes(batch.step.leftFactors);
  }

  /** Does its part; returns whether the batch goes on. */
  abstract boolean run();

  /** The phases of a batch in their order. */
  static SimdAdagradPhase[] of(SimdAdagradBatch batch) {
    return new SimdAdagradPhase[] {
      new Check(batch),
      new Collect(batch),
      products(batch),
      new Estimate(batch),
      new Take(batch),
      new Give(batch),
      move(batch)
    };
  }

  private static SimdAdagradPhase products(SimdAdagradBatch batch) {
    return switch (batch.step.leftFactors.stride()) {
      case 32 -> new Products32(batch);
      case 64 -> new Products64(batch);
      case 128 -> new Products128(batch);
      default -> new ProductsAny(batch);
    };
  }

  private static SimdAdagradPhase move(SimdAdagradBatch batch) {
    return switch (batch.step.leftFactors.stride()) {
      case 32 -> new Move32(batch);
      case 64 -> new Move64(batch);
      case 128 -> new Move128(batch);
      default -> new MoveAny(batch);
    };
  }

  private static final class Check extends SimdAdagradPhase {
    Check(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      return batch.sharesNothing();
    }
  }

  private static final class Collect extends SimdAdagradPhase {
    Collect(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      batch.collect();
      return true;
    }
  }

  private static final class Estimate extends SimdAdagradPhase {
    Estimate(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradGroups.estimate(batch);
      return true;
    }
  }

  private static final class Take extends SimdAdagradPhase {
    Take(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradGroups.take(batch);
      return true;
    }
  }

  private static final class Give extends SimdAdagradPhase {
    Give(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      batch.give();
      return true;
    }
  }

  private static final class Products32 extends SimdAdagradPhase {
    Products32(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradRows.products32(batch, left, right);
      return true;
    }
  }

  private static final class Products64 extends SimdAdagradPhase {
    Products64(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradRows.products64(batch, left, right);
      return true;
    }
  }

  private static final class Products128 extends SimdAdagradPhase {
    Products128(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradRows.products128(batch, left, right);
      return true;
    }
  }

  private static final class ProductsAny extends SimdAdagradPhase {
    ProductsAny(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      SimdAdagradRows.products(batch, left, right, bytes);
      return true;
    }
  }

  private static final class Move32 extends SimdAdagradPhase {
    Move32(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      if (batch.finite) {
        SimdAdagradRows.move32(batch, left, right);
      } else {
        SimdAdagradRows.overflow(batch, left, right, bytes);
      }
      return true;
    }
  }

  private static final class Move64 extends SimdAdagradPhase {
    Move64(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      if (batch.finite) {
        SimdAdagradRows.move64(batch, left, right);
      } else {
        SimdAdagradRows.overflow(batch, left, right, bytes);
      }
      return true;
    }
  }

  private static final class Move128 extends SimdAdagradPhase {
    Move128(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      if (batch.finite) {
        SimdAdagradRows.move128(batch, left, right);
      } else {
        SimdAdagradRows.overflow(batch, left, right, bytes);
      }
      return true;
    }
  }

  private static final class MoveAny extends SimdAdagradPhase {
    MoveAny(SimdAdagradBatch batch) {
      super(batch);
    }

    @Override
    boolean run() {
      if (batch.finite) {
        SimdAdagradRows.move(batch, left, right, bytes);
      } else {
        SimdAdagradRows.overflow(batch, left, right, bytes);
      }
      return true;
    }
  }
}
