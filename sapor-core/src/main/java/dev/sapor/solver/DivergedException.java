package dev.sapor.solver;

/** Training ran away: the objective or a factor is no longer a sensible number. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int epoch;

  DivergedException(int epoch, double objective, String advice) {
    super("training diverged in epoch %s (objective %s); %s".formatted(epoch, objective, advice));
    this.epoch = epoch;
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }
}
