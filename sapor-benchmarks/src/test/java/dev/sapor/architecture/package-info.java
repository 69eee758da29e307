/** The rules of the house, applied to the benchmarks. */
@NullMarked
package dev.sapor.architecture;

import org.jspecify.annotations.NullMarked;
