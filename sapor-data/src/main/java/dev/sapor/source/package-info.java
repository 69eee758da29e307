/**
 * Reads interactions and catalogs from where people keep them.
 *
 * <p>A {@link dev.sapor.source.Source} says where the rows are: {@link dev.sapor.source.TextSource}
 * (delimited text, plain or compressed, files or standard input), {@link
 * dev.sapor.source.SqlSource} (Parquet, JSON lines or any query over files) or {@link
 * dev.sapor.source.JdbcSource} (a database). {@link dev.sapor.source.ReadOptions} say how to take
 * them: which column is which, what becomes of bad rows and of duplicates. {@link
 * dev.sapor.source.InteractionReader} brings both together and returns the interactions with a
 * {@link dev.sapor.source.ReadReport} in which every line of the input is accounted for; {@link
 * dev.sapor.source.PairReader} streams (user, item) pairs instead, and {@link
 * dev.sapor.source.CatalogReader} reads titles and attributes. {@link dev.sapor.source.Timestamps}
 * reads a single time.
 *
 * <p>Data that cannot be taken as it is ends in a {@link dev.sapor.source.DataException} with its
 * place and a {@link dev.sapor.source.DataFault}; an input that cannot be reached in an {@link
 * dev.sapor.source.InputAccessException}.
 */
@NullMarked
package dev.sapor.source;

import org.jspecify.annotations.NullMarked;
