/** Our side of the runs against other libraries, checked against plain loops. */
@NullMarked
package dev.sapor.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
