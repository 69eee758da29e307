/**
 * Made-up ratings of any size, the same bytes for the same seed on every machine. {@link
 * dev.sapor.benchmarks.synthetic.SyntheticRatings} says what they look like; {@link
 * dev.sapor.benchmarks.synthetic.GenerateRatings} writes them as text.
 */
@NullMarked
package dev.sapor.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
