/** What commands say, character by character. */
@NullMarked
package dev.sapor.cli.console;

import org.jspecify.annotations.NullMarked;
