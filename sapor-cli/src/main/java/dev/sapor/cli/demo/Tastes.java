package dev.sapor.cli.demo;

import dev.sapor.linalg.RandomStream;
import java.util.List;

/**
 * What lies behind the ratings of the demo. Every film has a place in a space of one axis for each
 * genre, one for its age and a few without a name; every person has a direction in that space, near
 * that of one of a few types of viewer. How much a person likes a film is the scalar product of the
 * two, beside how good the film is for everyone and how kind the person is.
 */
final class Tastes {

  private static final int NAMELESS_AXES = 5;
  private static final int VIEWER_TYPES = 7;

  /** Standard deviation of person · film over all pairs, in stars. */
  private static final double AFFINITY_SPREAD = 1.0;

  private static final double QUALITY_SPREAD = 0.40;
  private static final double KINDNESS_SPREAD = 0.38;

  private final double[][] people;
  private final double[][] films;
  private final double[] quality;
  private final double[] kindness;

  Tastes(int peopleCount, List<Film> catalogue, List<String> genres, long seed) {
    int axes = genres.size() + 1 + NAMELESS_AXES;
    films = new double[catalogue.size()][];
    quality = new double[catalogue.size()];
    for (int film = 0; film < films.length; film++) {
      RandomStream random = RandomStream.of(seed, "demo film taste", film);
      films[film] = place(catalogue.get(film), genres, axes, random);
      quality[film] = QUALITY_SPREAD * random.nextGaussian();
    }
    people = new double[peopleCount][];
    kindness = new double[peopleCount];
    double[][] types = gaussian(VIEWER_TYPES, axes, seed);
    for (int person = 0; person < peopleCount; person++) {
      RandomStream random = RandomStream.of(seed, "demo person taste", person);
      people[person] = direction(types[random.nextInt(VIEWER_TYPES)], random);
      kindness[person] = KINDNESS_SPREAD * random.nextGaussian();
    }
    centre(films);
    scale();
  }

  private static double[] place(Film film, List<String> genres, int axes, RandomStream random) {
    double[] place = new double[axes];
    double share = 1 / Math.sqrt(film.genres().size());
    for (String genre : film.genres()) {
      place[genres.indexOf(genre)] = share * (0.8 + 0.4 * random.nextDouble());
    }
    place[genres.size()] = (film.year() - 1995) / 40.0;
    for (int axis = genres.size() + 1; axis < axes; axis++) {
      place[axis] = 0.22 * random.nextGaussian();
    }
    return place;
  }

  private static double[] direction(double[] type, RandomStream random) {
    double[] direction = new double[type.length];
    for (int axis = 0; axis < direction.length; axis++) {
      direction[axis] = 0.8 * type[axis] + 0.6 * random.nextGaussian();
    }
    return direction;
  }

  private static double[][] gaussian(int rows, int columns, long seed) {
    double[][] matrix = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      RandomStream random = RandomStream.of(seed, "demo viewer type", row);
      for (int column = 0; column < columns; column++) {
        matrix[row][column] = random.nextGaussian();
      }
    }
    return matrix;
  }

  /** Takes the mean film away, so that tastes neither raise nor lower ratings as a whole. */
  private static void centre(double[][] rows) {
    for (int column = 0; column < rows[0].length; column++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[column];
      }
      for (double[] row : rows) {
        row[column] -= sum / rows.length;
      }
    }
  }

  private void scale() {
    double squares = 0;
    for (double[] person : people) {
      for (double[] film : films) {
        double affinity = dot(person, film);
        squares += affinity * affinity;
      }
    }
    double factor = AFFINITY_SPREAD / Math.sqrt(squares / people.length / films.length);
    for (double[] person : people) {
      for (int axis = 0; axis < person.length; axis++) {
        person[axis] *= factor;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** How much a person likes a film beyond what everybody thinks of it, in stars. */
  double affinity(int person, int film) {
    return dot(people[person], films[film]);
  }

  /** How good a film is for everyone, in stars above the mean. */
  double quality(int film) {
    return quality[film];
  }

  /** How much more a person gives than others for the same, in stars. */
  double kindness(int person) {
    return kindness[person];
  }
}
