/**
 * What is trained on: {@link dev.sapor.data.Interactions} and the ids, titles and attributes of its
 * two sides.
 *
 * <p>Business ids exist here and at the ends of the program only. {@link dev.sapor.data.IdMap}
 * turns them into indices {@code 0 .. n-1}, in byte order, and everything between works on indices.
 * A program fills {@link dev.sapor.data.InteractionsBuilder}; files and databases do the same
 * through the data module.
 */
@NullMarked
package dev.sapor.data;

import org.jspecify.annotations.NullMarked;
