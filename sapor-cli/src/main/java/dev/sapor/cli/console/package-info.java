/**
 * How commands speak. Data goes to stdout, talk to stderr: a {@link dev.sapor.cli.console.Console}
 * holds both and keeps stdout empty until a command has succeeded. {@link
 * dev.sapor.cli.console.Table}, {@link dev.sapor.cli.console.LineChart} and {@link
 * dev.sapor.cli.console.Numbers} lay out text the same way in every locale; {@link
 * dev.sapor.cli.console.PrintableText} makes what came from outside harmless on a terminal.
 */
@NullMarked
package dev.sapor.cli.console;

import org.jspecify.annotations.NullMarked;
