package dev.sapor.benchmarks.synthetic;

import dev.sapor.linalg.RandomStream;

/**
 * Made-up ratings with the traits of real ones that matter to speed and to learning: few items take
 * most ratings, few users give most, no pair comes twice, ids carry no meaning, and the stars come
 * from a planted model of low rank ({@link PlantedTaste}), so that a root mean squared error says
 * something.
 *
 * <p>The activity of users is a power law with exponent 1 (at the default shape from about 20
 * ratings to some thousands, mean 125), the popularity of items one with exponent 1.2, both shifted
 * so that the largest do not take everything. A user's items are drawn without replacement.
 *
 * <p>One user is made at a time, from random streams of their own: memory is O(users + items), and
 * the rows are the same on every machine, for the same parameters. Nothing else is promised about
 * them: another number of users makes other rows.
 *
 * @param ratings number of rows
 * @param users number of users
 * @param items number of items
 * @param seed seed of everything
 */
public record SyntheticRatings(long ratings, int users, int items, long seed) {

  /** Nobody rates more than one item in so many. */
  private static final int LEAST_ITEMS_PER_RATING = 4;

  private static final double RATINGS_PER_USER = 125;
  private static final double ITEMS_PER_ROOT_OF_RATINGS = 8;
  private static final double ACTIVITY_EXPONENT = 1;
  private static final double POPULARITY_EXPONENT = 1.2;
  // The shift of both laws as a share of the users or items.
  private static final double HEAD = 1 / 400.0;

  /** Takes rows as they are made. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a row.
     *
     * @param user from 0
     * @param item from 0
     * @param stars 1 to 5
     */
    void rating(int user, int item, int stars);
  }

  /**
   * @throws IllegalArgumentException if a number is not positive or the ratings do not fit
   */
  public SyntheticRatings {
    if (ratings < 1 || users < 1 || items < 1) {
      throw new IllegalArgumentException(
          "ratings, users and items must be positive (got %s, %s, %s)"
              .formatted(ratings, users, items));
    }
    if (ratings > users * (long) (items / LEAST_ITEMS_PER_RATING)) {
      throw new IllegalArgumentException(
          "%s users can rate at most a %sth of %s items each: too few for %s ratings"
              .formatted(users, LEAST_ITEMS_PER_RATING, items, ratings));
    }
  }

  /**
   * As many users and items as public data sets of this size have, about: users grow with the
   * ratings, items with their square root. 25 million ratings are those of 200,000 users on 40,000
   * items.
   */
  public static SyntheticRatings ofSize(long ratings, long seed) {
    int users = (int) Math.max(1, Math.round((double) ratings / RATINGS_PER_USER));
    int items =
        (int) Math.max(1, Math.round(ITEMS_PER_ROOT_OF_RATINGS * Math.sqrt((double) ratings)));
    return new SyntheticRatings(ratings, users, items, seed);
  }

  /** Makes all rows, user after user. */
  public void forEach(Sink sink) {
    int[] counts =
        PowerLaw.shares(
            PowerLaw.weights(users, 1 + HEAD * users, ACTIVITY_EXPONENT),
            ratings,
            items / LEAST_ITEMS_PER_RATING);
    WeightedDraw popularity =
        new WeightedDraw(PowerLaw.weights(items, 1 + HEAD * items, POPULARITY_EXPONENT));
    int[] activityRank = RandomStream.of(seed, "activity of users").permutation(users);
    int[] itemOfRank = RandomStream.of(seed, "popularity of items").permutation(items);
    PlantedTaste taste = new PlantedTaste(items, seed);
    // The last user who drew each item, plus 1.
    int[] drawnBy = new int[items];
    for (int user = 0; user < users; user++) {
      RandomStream random = RandomStream.of(seed, "ratings of a user", user);
      taste.moveTo(user);
      for (int left = counts[activityRank[user]]; left > 0; ) {
        int item = itemOfRank[popularity.next(random)];
        if (drawnBy[item] != user + 1) {
          drawnBy[item] = user + 1;
          left--;
          sink.rating(user, item, taste.stars(item, random));
        }
      }
    }
  }
}
