/** What the container image has beside the command line: {@link dev.sapor.packages.TlsHealth}. */
@NullMarked
package dev.sapor.packages;

import org.jspecify.annotations.NullMarked;
