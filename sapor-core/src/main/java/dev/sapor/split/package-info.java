/**
 * Cuts interactions into a part to train on and a part to judge by. A {@link
 * dev.sapor.split.Splitter} decides for each interaction by its ids and a seed, never by the order
 * of the input.
 */
@NullMarked
package dev.sapor.split;

import org.jspecify.annotations.NullMarked;
