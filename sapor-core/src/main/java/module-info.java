/** Interactions, solvers, models, recommendation and evaluation. */
module dev.sapor.core {
  requires transitive dev.sapor.linalg;
  requires static transitive org.jspecify;

  exports dev.sapor.data;
  exports dev.sapor.prepare;
  exports dev.sapor.split;
  exports dev.sapor.objective;
  exports dev.sapor.model;
  exports dev.sapor.model.io;
  exports dev.sapor.model.npy;
  exports dev.sapor.solver;
  exports dev.sapor.solver.als;
  exports dev.sapor.solver.bayes;
  exports dev.sapor.solver.checkpoint;
  exports dev.sapor.solver.gradient;
  exports dev.sapor.solver.ranking;
  exports dev.sapor.solver.sgd;
  exports dev.sapor.solver.svdpp;
  exports dev.sapor.recommend;
  exports dev.sapor.textbook;
  exports dev.sapor.eval;
  exports dev.sapor.baseline;
  exports dev.sapor.tune;
}
