package dev.sapor.tune;

import dev.sapor.data.Interactions;
import dev.sapor.split.Split;
import java.util.List;

/** Cuts data into folds, each with a part to train on and a part to judge by. */
@FunctionalInterface
public interface FoldRule {

  /** The folds; the same seed gives the same, another seed others. */
  List<Split> folds(Interactions data, long seed);
}
