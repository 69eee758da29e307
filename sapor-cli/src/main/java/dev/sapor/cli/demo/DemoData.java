package dev.sapor.cli.demo;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.RandomStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * People, films and ratings drawn from a seed, with the habits of real data:
 *
 * <ul>
 *   <li>a few films are seen by most, most films by few (a long tail), and good films by more;
 *   <li>a few people rate hundreds of films, most a few dozen;
 *   <li>people choose what they will like (selection bias), so what somebody has seen tells of
 *       their taste too;
 *   <li>kind and stern people, good and bad films, genres, types of viewer ({@link Tastes});
 *   <li>moods: the same taste does not give the same rating twice;
 *   <li>ratings from 0.5 to 5 stars; a third of the people use whole stars only.
 * </ul>
 */
public final class DemoData {

  /** Seed of the demo unless told otherwise. */
  public static final long DEFAULT_SEED = 42;

  private static final int PEOPLE = 2_000;
  private static final int FILMS = 1_200;
  private static final int FEWEST_RATINGS = 15;
  private static final int MOST_RATINGS = 400;
  private static final double MEAN_STARS = 3.35;
  private static final double MOOD = 0.65;
  private static final double CHOOSINESS = 1.9;

  /** Mean of quality and affinity over the pairs that are chosen, in stars. */
  private static final double SELECTION_GAIN = 1.2;

  private static final long FIRST_SECOND = 1_577_836_800L;
  private static final int SECONDS = 5 * 365 * 24 * 3600;

  private static final List<String> CATALOG_COLUMNS = List.of(Catalog.TITLE, "year", "genres");
  private static final String GENRE_MARK = "|";

  /**
   * One rating.
   *
   * @param person index of the person
   * @param film index of the film
   * @param stars 0.5, 1.0 … 5.0
   * @param second when, in seconds since 1970
   */
  public record Rating(int person, int film, float stars, long second) {}

  private final List<String> people;
  private final List<Film> films;
  private final List<Rating> ratings;

  private DemoData(List<String> people, List<Film> films, List<Rating> ratings) {
    this.people = people;
    this.films = films;
    this.ratings = ratings;
  }

  /** Draws the data. The same seed gives the same data. */
  public static DemoData generate(long seed) {
    Grammar grammar = new Grammar();
    List<Film> films = films(grammar, seed);
    List<String> people = People.ids(PEOPLE, seed);
    Tastes tastes = new Tastes(PEOPLE, films, grammar.genres(), seed);
    double[] popularity = popularity(tastes, seed);
    List<Rating> ratings = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      RandomStream random = RandomStream.of(seed, "demo ratings", person);
      boolean wholeStars = random.nextInt(3) == 0;
      for (int film : choose(person, tastes, popularity, random)) {
        float stars = stars(person, film, tastes, wholeStars, random);
        ratings.add(new Rating(person, film, stars, FIRST_SECOND + random.nextInt(SECONDS)));
      }
    }
    return new DemoData(people, films, Collections.unmodifiableList(ratings));
  }

  private static List<Film> films(Grammar grammar, long seed) {
    List<String> genres = grammar.genres();
    List<Film> films = new ArrayList<>();
    for (int number = 0; number < FILMS; number++) {
      RandomStream random = RandomStream.of(seed, "demo film", number);
      List<String> own = new ArrayList<>();
      own.add(genres.get(commonFirst(genres.size(), random)));
      for (int more = commonFirst(3, random); more > 0; more--) {
        String genre = genres.get(random.nextInt(genres.size()));
        if (!own.contains(genre)) {
          own.add(genre);
        }
      }
      // The square of a uniform draw: more films of late than of old.
      double age = random.nextDouble();
      int year = 2024 - (int) (age * age * 84);
      String title = grammar.title(own.getFirst(), random);
      films.add(new Film("f%04d".formatted(number + 1), title, year, own));
    }
    return films;
  }

  /** Draws an index; low ones come more often. */
  private static int commonFirst(int count, RandomStream random) {
    double draw = random.nextDouble();
    return (int) (count * (0.5 * draw + 0.5 * draw * draw));
  }

  /** Logarithm of how likely each film is to be seen: a long tail that good films tend to lead. */
  private static double[] popularity(Tastes tastes, long seed) {
    double[] popularity = new double[FILMS];
    for (int film = 0; film < FILMS; film++) {
      RandomStream random = RandomStream.of(seed, "demo popularity", film);
      popularity[film] = 1.1 * random.nextGaussian() + 1.0 * tastes.quality(film);
    }
    return popularity;
  }

  /**
   * The films that a person has seen: a draw without replacement, with odds by popularity and by
   * taste. Adding Gumbel noise to the logarithms of the odds and taking the greatest does this
   * (Vieira, "Gumbel-max trick and weighted reservoir sampling", 2014).
   */
  private static int[] choose(int person, Tastes tastes, double[] popularity, RandomStream random) {
    double typical = StrictMath.exp(3.7 + 0.75 * random.nextGaussian());
    int count = (int) Math.clamp(typical, FEWEST_RATINGS, MOST_RATINGS);
    double[] keys = new double[popularity.length];
    for (int film = 0; film < keys.length; film++) {
      // 1 - u lies in (0, 1]; just below 1 keeps both logarithms finite.
      double draw = Math.min(1 - random.nextDouble(), 1 - 0x1p-53);
      double gumbel = -StrictMath.log(-StrictMath.log(draw));
      keys[film] = popularity[film] + CHOOSINESS * tastes.affinity(person, film) + gumbel;
    }
    double[] sorted = keys.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - count];
    return IntStream.range(0, keys.length).filter(film -> keys[film] >= least).toArray();
  }

  private static float stars(
      int person, int film, Tastes tastes, boolean wholeStars, RandomStream random) {
    double opinion =
        MEAN_STARS
            + tastes.quality(film)
            + tastes.kindness(person)
            // People choose what they like: without this every rating would be a good one.
            + tastes.affinity(person, film)
            - SELECTION_GAIN
            + MOOD * random.nextGaussian();
    double step = wholeStars ? 1 : 0.5;
    return (float) (Math.clamp(Math.rint(opinion / step), 1, Math.rint(5 / step)) * step);
  }

  /** Ids of the people. */
  public List<String> people() {
    return people;
  }

  public List<Film> films() {
    return films;
  }

  /** At most one for each person and film, by person. */
  public List<Rating> ratings() {
    return ratings;
  }

  /** The ratings as they are trained on. */
  public Interactions interactions() {
    InteractionsBuilder builder = Interactions.builder();
    for (Rating rating : ratings) {
      String film = films.get(rating.film).id();
      builder.add(people.get(rating.person), film, rating.stars, rating.second);
    }
    return builder.build();
  }

  /** Title, year and genres of films by id. */
  public Catalog catalog(IdMap ids) {
    Catalog.Builder catalog = Catalog.builder(ids, CATALOG_COLUMNS);
    for (Film film : films) {
      catalog.put(
          film.id(),
          List.of(
              film.title(), Integer.toString(film.year()), String.join(GENRE_MARK, film.genres())));
    }
    return catalog.build();
  }

  /** Writes {@code user,item,rating,timestamp}. */
  public void writeRatings(Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write("user,item,rating,timestamp\n");
      for (Rating rating : ratings) {
        writer.write(
            people.get(rating.person)
                + ","
                + films.get(rating.film).id()
                + ","
                + rating.stars
                + ","
                + rating.second
                + "\n");
      }
    }
  }

  /** Writes {@code item,title,year,genres}, genres separated by {@code |}. */
  public void writeFilms(Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write("item," + String.join(",", CATALOG_COLUMNS) + "\n");
      for (Film film : films) {
        writer.write(
            film.id()
                + ",\""
                + film.title()
                + "\","
                + film.year()
                + ","
                + String.join(GENRE_MARK, film.genres())
                + "\n");
      }
    }
  }
}
