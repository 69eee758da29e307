/**
 * Published figures that Sapor computes again, from data that the user has.
 *
 * <p>A {@link dev.sapor.cli.reproduce.PublishedRow} is one row of a published table: its data, its
 * protocol, the {@link dev.sapor.cli.reproduce.PublishedFigure}s with the band in which ours must
 * lie, and the code that computes ours. {@link dev.sapor.cli.reproduce.PublishedRows} lists them;
 * rows of one family of data stand in a class of their own, and a new one is one more entry there.
 * {@link dev.sapor.cli.reproduce.PublishedData} knows which files a row needs, and {@link
 * dev.sapor.cli.reproduce.Downloader} fetches them where the user agrees.
 */
@NullMarked
package dev.sapor.cli.reproduce;

import org.jspecify.annotations.NullMarked;
