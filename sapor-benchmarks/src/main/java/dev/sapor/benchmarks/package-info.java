/**
 * Measurements of speed and of error, ours beside those of other libraries. Nothing here is part of
 * the product, and nothing is asserted about times: a timing is a measurement, not a test.
 *
 * <p>{@code kernels} times the inner loops and the machine itself by JMH, {@code synthetic} makes
 * ratings of any size, {@code peers} holds our side of the runs against other libraries, whose side
 * is the Python of {@code sapor-benchmarks/peers}. {@link dev.sapor.benchmarks.Program} runs them
 * from the command line. How to run what, and what the columns mean, stands in {@code
 * docs/benchmarks.md}.
 */
@NullMarked
package dev.sapor.benchmarks;

import org.jspecify.annotations.NullMarked;
