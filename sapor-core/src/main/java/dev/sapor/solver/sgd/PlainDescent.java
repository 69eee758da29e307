package dev.sapor.solver.sgd;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.DescentFactors;
import dev.sapor.linalg.kernel.EntryList;
import dev.sapor.linalg.kernel.Kernels;
import java.util.SortedMap;

/** {@link Optimizer#SGD}: one rate for all rows. */
final class PlainDescent implements Descent {

  private final SgdConfig config;
  private final DescentFactors factors;
  private float rate;

  PlainDescent(SgdConfig config, DescentFactors factors) {
    this.config = config;
    this.factors = factors;
  }

  @Override
  public void begin(int epoch, Parallel parallel) {
    rate = (float) config.schedule().rate(config.learningRate(), epoch);
  }

  @Override
  public void visit(EntryList entries, long from, long to) {
    Kernels.get().descend(entries, from, to, factors, rate);
  }

  @Override
  public void save(SortedMap<String, FloatMatrix> memory) {
    // Nothing is carried on.
  }
}
