/**
 * The data of {@code sapor demo}: people and films that do not exist, and the ratings that they
 * would have given. {@link dev.sapor.cli.demo.DemoData} draws them from a seed; the same seed gives
 * the same data everywhere.
 */
@NullMarked
package dev.sapor.cli.demo;

import org.jspecify.annotations.NullMarked;
