/** Interactions, solvers, models, recommendation and evaluation. */
module dev.sapor.core {
  requires transitive dev.sapor.linalg;
  requires static transitive org.jspecify;
}
