package dev.sapor.cli.reproduce;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data set of published tables: its files and where they come from.
 *
 * @param folder its name, which is that of its folder
 * @param files the files that are needed
 * @param downloads where the files can be had; empty if nowhere by a program
 */
public record PublishedData(String folder, List<String> files, List<Download> downloads) {

  /**
   * A file on the site of its publisher.
   *
   * @param source where it is
   * @param md5 its published MD5, in hexadecimal: it shows that the bytes are those that were
   *     published, and no more than that
   * @param entry what to take out of it, if it is a zip archive; otherwise empty
   * @param file under which name to keep it
   */
  public record Download(URI source, String md5, String entry, String file) {}

  private static final URI GROUPLENS =
      URI.create("https://files.grouplens.org/datasets/movielens/");
  private static final URI RECZOO =
      URI.create("https://huggingface.co/datasets/reczoo/Gowalla_m1/resolve/main/");

  /** MovieLens 100K: {@code user \t item \t rating \t time}. */
  public static final PublishedData ML_100K =
      new PublishedData(
          "ml-100k",
          List.of("u.data"),
          List.of(
              new Download(
                  GROUPLENS.resolve("ml-100k.zip"),
                  "0e33842e24a9c977be4e0107933c0723",
                  "ml-100k/u.data",
                  "u.data")));

  /** The first of the five splits that come with MovieLens 100K, and what is known of all. */
  public static final PublishedData ML_100K_U1 = ofMl100k("u1.base", "u1.test", "u.item", "u.user");

  /** The third of the five splits. */
  public static final PublishedData ML_100K_U3 = ofMl100k("u3.base", "u3.test");

  private static PublishedData ofMl100k(String... files) {
    return new PublishedData(
        "ml-100k",
        List.of(files),
        Stream.of(files)
            .map(file ->
                new Download(
                    GROUPLENS.resolve("ml-100k.zip"),
                    "0e33842e24a9c977be4e0107933c0723",
                    "ml-100k/" + file,
                    file))
            .toList());
  }

  /** MovieLens 1M: {@code user::item::rating[::time]}. */
  public static final PublishedData ML_1M =
      new PublishedData(
          "ml-1m",
          List.of("ratings.dat"),
          List.of(
              new Download(
                  GROUPLENS.resolve("ml-1m.zip"),
                  "c4d9eecfca2ab87c1945afe126590906",
                  "ml-1m/ratings.dat",
                  "ratings.dat")));

  /**
   * The leave-one-out split of MovieLens 1M by He et al., "Neural collaborative filtering", WWW
   * 2017, with 99 sampled negatives for each user. No checksum of its training file was published,
   * so it is not fetched.
   */
  public static final PublishedData NCF_ML_1M =
      new PublishedData(
          "ncf-ml-1m",
          List.of("ml-1m.train.rating", "ml-1m.test.rating", "ml-1m.test.negative"),
          List.of());

  /**
   * Gowalla as LightGCN and its followers cut it, lists of items by user; the copy of RecZoo, which
   * publishes checksums.
   */
  public static final PublishedData GOWALLA =
      new PublishedData(
          "gowalla",
          List.of("train.txt", "test.txt"),
          List.of(
              new Download(
                  RECZOO.resolve("train.txt"), "5eec1eb2edb8dd648377d348b8e136cf", "", "train.txt"),
              new Download(
                  RECZOO.resolve("test.txt"), "c04e2c4bcd2389f53ed8281816166149", "", "test.txt")));

  public PublishedData {
    files = List.copyOf(files);
    downloads = List.copyOf(downloads);
  }

  /** What a person may do to get the files. */
  String howToGet() {
    return downloads.isEmpty()
        ? "put them there, from the data that the authors of 'Neural collaborative filtering'"
            + " (WWW 2017) published; there is no published checksum to download them by"
        : "put them there, or let --download fetch them from "
            + downloads.getFirst().source().getHost();
  }
}
