/**
 * The commands. {@link dev.sapor.cli.Sapor} is the entry; {@code CommandRunner} finds the command
 * and {@code Failure} turns whatever goes wrong into one of the exit codes of {@link
 * dev.sapor.cli.ExitCode} and one line on stderr. Each command is a class of its own, which reads
 * its options, does its work through the other modules and returns a {@code Report}, shown as text
 * or as JSON.
 */
@NullMarked
package dev.sapor.cli;

import org.jspecify.annotations.NullMarked;
