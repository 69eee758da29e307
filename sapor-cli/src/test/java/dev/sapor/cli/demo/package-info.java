/** The data of the demo have the habits of real data. */
@NullMarked
package dev.sapor.cli.demo;

import org.jspecify.annotations.NullMarked;
