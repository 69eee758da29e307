/** Tests of the page of {@code sapor report}. */
@NullMarked
package dev.sapor.cli.report;

import org.jspecify.annotations.NullMarked;
