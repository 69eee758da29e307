/** What judges a run of the server is judged itself. */
@NullMarked
package dev.sapor.benchmarks.server;

import org.jspecify.annotations.NullMarked;
