/** What the made-up ratings must keep. */
@NullMarked
package dev.sapor.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
