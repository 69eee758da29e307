/** Matrices, kernels and random streams: the numerical ground that Sapor stands on. */
module dev.sapor.linalg {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports dev.sapor.linalg;
  exports dev.sapor.linalg.kernel;
}
