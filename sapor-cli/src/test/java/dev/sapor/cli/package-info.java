/**
 * The commands as a person or a program calls them: {@link dev.sapor.cli.CommandLineRun} runs them
 * within this process, {@link dev.sapor.cli.ForkedRun} as a process of their own.
 */
@NullMarked
package dev.sapor.cli;

import org.jspecify.annotations.NullMarked;
