package dev.sapor.cli.report;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.report.Chart.Kind;
import dev.sapor.cli.report.Chart.Range;
import dev.sapor.cli.report.Chart.Series;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Training interactions of each item against its mean score over all users.
 *
 * <p>The mean of mean + b_u + b_m + u · v_m over users u is linear in the user: it is the score of
 * the average user, so it costs one dot product an item. Only users and items with training
 * interactions count. Of more than {@value #MOST} items every k-th in the order of popularity is
 * drawn.
 */
public final class PopularityPlot {

  private static final int MOST = 4000;
  private static final int LONGEST_LABEL = 80;

  private final FactorModel model;
  private final double[] averageUser;
  private final double base;

  private PopularityPlot(FactorModel model, int[] users) {
    this.model = model;
    Factors factors = model.factors();
    averageUser = new double[factors.rank()];
    double biases = 0;
    for (int user : users) {
      biases += factors.userBiases()[user];
      for (int f = 0; f < averageUser.length; f++) {
        averageUser[f] += factors.users().get(user, f);
      }
    }
    for (int f = 0; f < averageUser.length; f++) {
      averageUser[f] /= users.length;
    }
    base = factors.mean() + biases / users.length;
  }

  /** The plot of a model; empty if it knows no user or no item. */
  public static Optional<Chart> of(FactorModel model) {
    int[] users = known(model.users().size(), model::userCount);
    int[] items = known(model.items().size(), model::itemCount);
    return users.length == 0 || items.length == 0
        ? Optional.empty()
        : Optional.of(new PopularityPlot(model, users).chart(items));
  }

  private static int[] known(int size, IntUnaryOperator count) {
    return IntStream.range(0, size).filter(i -> count.applyAsInt(i) > 0).toArray();
  }

  private Chart chart(int[] items) {
    int[] order =
        Arrays.stream(items)
            .boxed()
            .sorted(Comparator.comparingInt(model::itemCount))
            .mapToInt(item -> item)
            .toArray();
    int step = (order.length + MOST - 1) / MOST;
    int[] drawn =
        IntStream.range(0, order.length)
            .filter(at -> (order.length - 1 - at) % step == 0)
            .map(at -> order[at])
            .toArray();
    boolean scoresAreRatings =
        model.goal() == Goal.PREDICT && model.posterior().map(Posterior::levels).isEmpty();
    String score = scoresAreRatings ? "mean predicted rating" : "mean score";
    String title = "Popularity against score";
    return new Chart(
        Kind.POINTS,
        title,
        "Each point is an item: how often it occurs in training, and its "
            + score
            + " over all users. A slope says how much the model follows popularity; points at the"
            + " left edge with the highest scores would be recommended on little evidence."
            + (step > 1 ? " One item in " + step + " is drawn." : ""),
        summary(order, score),
        "training interactions (powers of ten)",
        score,
        new Range(model.itemCount(order[0]), model.itemCount(order[order.length - 1])),
        Arrays.stream(drawn).mapToObj(item -> (double) model.itemCount(item)).toList(),
        List.of(
            new Series(
                score,
                Arrays.stream(drawn).mapToObj(i -> OptionalDouble.of(meanScore(i))).toList())),
        Arrays.stream(drawn).mapToObj(this::label).toList(),
        bands(order, score, title));
  }

  private double meanScore(int item) {
    double score = base + model.factors().itemBiases()[item];
    for (int f = 0; f < averageUser.length; f++) {
      score += averageUser[f] * model.factors().items().get(item, f);
    }
    return score;
  }

  private String label(int item) {
    String name =
        PrintableText.quotable(model.catalog().title(item).orElse(model.items().id(item)));
    return name.codePointCount(0, name.length()) <= LONGEST_LABEL
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL)) + "…";
  }

  private String summary(int[] order, String score) {
    int tenth = Math.max(1, order.length / 10);
    return ("%s with %s to %s training interactions; %s of the least popular tenth %s,"
            + " of the most popular tenth %s.")
        .formatted(
            Numbers.of(order.length, "item"),
            Numbers.count(model.itemCount(order[0])),
            Numbers.count(model.itemCount(order[order.length - 1])),
            score,
            Numbers.decimals(mean(order, 0, tenth), 3),
            Numbers.decimals(mean(order, order.length - tenth, order.length), 3));
  }

  private double mean(int[] order, int from, int to) {
    return IntStream.range(from, to).mapToDouble(at -> meanScore(order[at])).sum() / (to - from);
  }

  /** The items in bands of a power of ten each. */
  private DataTable bands(int[] order, String score, String title) {
    List<List<String>> rows = new ArrayList<>();
    int from = 0;
    for (long least = 1; from < order.length; least *= 10) {
      int to = from;
      while (to < order.length && model.itemCount(order[to]) < 10 * least) {
        to++;
      }
      if (to > from) {
        rows.add(
            List.of(
                Numbers.count(least) + " to " + Numbers.count(10 * least - 1),
                Numbers.count(to - from),
                Numbers.decimals(mean(order, from, to), 3)));
      }
      from = to;
    }
    return new DataTable(title, List.of("training interactions", ">items", ">" + score), rows);
  }
}
