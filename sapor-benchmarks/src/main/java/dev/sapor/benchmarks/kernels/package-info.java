/**
 * Timings of the inner loops, by JMH, beside what the machine can do: {@link
 * dev.sapor.benchmarks.kernels.MachineBenchmark} measures the ceilings, {@link
 * dev.sapor.benchmarks.kernels.KernelBenchmark} the kernels on the rows that a training touches,
 * and {@link dev.sapor.benchmarks.kernels.KernelTable} runs both and prints shares.
 */
@NullMarked
package dev.sapor.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
