/** The server under load, from the same machine. */
@NullMarked
package dev.sapor.benchmarks.server;

import org.jspecify.annotations.NullMarked;
