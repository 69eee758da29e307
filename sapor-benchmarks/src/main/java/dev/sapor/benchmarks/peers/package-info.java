/**
 * Our side of the runs against other libraries. {@link dev.sapor.benchmarks.peers.TrainSgd} trains
 * once in a JVM of its own, as a user has it, and prints what it took; the scripts of {@code
 * sapor-benchmarks/peers} run it in turn with the others and judge all factors by one evaluator.
 */
@NullMarked
package dev.sapor.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
