import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.Explainer;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The figures of docs/fold-in.md on MovieLens 1M, ratings as clicks, 64 factors: users who were folded
 * into a model that never saw them beside the same users trained in, by ten folds of users; the time
 * of a user; and how far explanations are from the scores. {@code docs/figures/run FoldInFigures DATA
 * [implicit-als|softmax|bpr [FOLDS]]}: with FOLDS, only so many of the ten folds.
 *
 * <p>A fifth of each user's films is hidden and asked for: recall@20 over all films that the user has
 * not shown.
 */
final class FoldInFigures {

  private static final int FOLDS = 10;
  private static final int TOP = 20;
  private static final Map<String, Solver> SOLVERS =
      Map.of(
          "implicit-als", ImplicitAlsConfig.defaults().solver(),
          "softmax", SoftmaxConfig.defaults().solver(),
          "bpr", BprConfig.defaults().solver());

  public static void main(String[] args) throws IOException {
    Interactions all = PublicSets.million(Path.of(args[0]));
    Solver solver = SOLVERS.get(args.length > 1 ? args[1] : "implicit-als");
    Split split = new RandomHoldout(.2, 7).split(all);
    Interactions train = split.train();
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      FactorModel whole = model(solver, train, parallel);
      int users = train.users().size();
      double[] trained = new double[users];
      double[] folded = new double[users];
      Arrays.fill(trained, Double.NaN);
      Arrays.fill(folded, Double.NaN);
      int[] fold = folds(users);
      int asked = args.length > 2 ? Integer.parseInt(args[2]) : FOLDS;
      for (int number = 0; number < asked; number++) {
        FactorModel part = model(solver, without(train, fold, number), parallel);
        FoldIn foldIn = FoldIn.of(part);
        for (int user = 0; user < users; user++) {
          if (fold[user] == number) {
            recalls(train, split.test(), whole, part, foldIn, user, trained, folded);
          }
        }
      }
      print(trained, folded);
      time(FoldIn.of(whole), whole);
      if (Explainer.of(whole).isByHistory()) {
        explanations(whole);
      }
    }
  }

  private static int[] folds(int users) {
    int[] fold = new int[users];
    int[] order = RandomStream.of(3, "folds").permutation(users);
    for (int at = 0; at < users; at++) {
      fold[order[at]] = at % FOLDS;
    }
    return fold;
  }

  private static FactorModel model(Solver solver, Interactions data, Parallel parallel) {
    TrainingPlan plan =
        solver.algorithm().equals("implicit-als") ? TrainingPlan.fixed(12) : solver.defaultPlan();
    return Trainer.of(solver, plan, parallel).train(data).model();
  }

  private static Interactions without(Interactions data, int[] fold, int number) {
    InteractionsBuilder builder = Interactions.builder();
    CsrMatrix matrix = data.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); fold[user] != number && at < matrix.end(user); at++) {
        builder.add(data.users().id(user), data.items().id(matrix.column(at)), matrix.value(at));
      }
    }
    return builder.build();
  }

  private static void recalls(
      Interactions train,
      Interactions test,
      FactorModel whole,
      FactorModel part,
      FoldIn foldIn,
      int user,
      double[] trained,
      double[] folded) {
    String id = train.users().id(user);
    int testUser = test.users().indexOf(id).orElse(-1);
    if (testUser < 0) {
      return;
    }
    CsrMatrix matrix = train.byUser();
    int[] seen = new int[matrix.count(user)];
    int count = 0;
    for (long at = matrix.start(user); at < matrix.end(user); at++) {
      int item = part.items().indexOf(train.items().id(matrix.column(at))).orElse(-1);
      if (item >= 0) {
        seen[count++] = item;
      }
    }
    int[] history = Arrays.copyOf(seen, count);
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    Factors one = foldIn.fold(history, ones).beside(part);
    folded[user] = recall(one, 0, part, train, user, test, testUser);
    trained[user] = recall(whole.factors(), whole.users().indexOf(id).orElseThrow(), whole, train, user, test, testUser);
  }

  private static double recall(
      Factors factors,
      int row,
      FactorModel model,
      Interactions train,
      int user,
      Interactions test,
      int testUser) {
    float[] scores = new float[model.items().size()];
    for (int item = 0; item < scores.length; item++) {
      // As lists do: who is in no interaction of the training is not ranked.
      scores[item] = model.itemCount(item) > 0 ? factors.score(row, item) : Float.NEGATIVE_INFINITY;
    }
    for (long at = train.byUser().start(user); at < train.byUser().end(user); at++) {
      int item = model.items().indexOf(train.items().id(train.byUser().column(at))).orElse(-1);
      if (item >= 0) {
        scores[item] = Float.NEGATIVE_INFINITY;
      }
    }
    int[] best =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[b], scores[a]))
            .limit(TOP)
            .mapToInt(Integer::intValue)
            .toArray();
    int hits = 0;
    int wanted = test.byUser().count(testUser);
    for (int item : best) {
      int testItem = test.items().indexOf(model.items().id(item)).orElse(-1);
      hits += testItem >= 0 && test.byUser().find(testUser, testItem) >= 0 ? 1 : 0;
    }
    return (double) hits / wanted;
  }

  private static void print(double[] trained, double[] folded) {
    int n = 0;
    double a = 0;
    double b = 0;
    double d = 0;
    double dd = 0;
    for (int user = 0; user < trained.length; user++) {
      if (!Double.isNaN(trained[user])) {
        n++;
        a += trained[user];
        b += folded[user];
        double difference = folded[user] - trained[user];
        d += difference;
        dd += difference * difference;
      }
    }
    double error = Math.sqrt((dd / n - (d / n) * (d / n)) / n);
    System.out.printf(
        Locale.ROOT,
        "recall@20 of %d users: trained in %.4f, folded in %.4f; difference %+.4f, standard error %.4f%n",
        n, a / n, b / n, d / n, error);
  }

  private static void time(FoldIn foldIn, FactorModel model) {
    RandomStream random = RandomStream.of(5, "histories");
    int[][] histories = new int[2000][];
    float[] ones = new float[100];
    Arrays.fill(ones, 1);
    for (int k = 0; k < histories.length; k++) {
      histories[k] = Arrays.copyOf(random.permutation(model.items().size()), 100);
    }
    double[] micros = new double[20];
    for (int round = 0; round < micros.length; round++) {
      long start = System.nanoTime();
      for (int[] history : histories) {
        foldIn.fold(history, ones);
      }
      micros[round] = (System.nanoTime() - start) / 1e3 / histories.length;
    }
    Arrays.sort(micros, 10, 20);
    System.out.printf(
        Locale.ROOT, "fold-in of 100 interactions, F = %d: %.0f µs a user, one thread%n",
        model.factors().rank(), micros[15]);
  }

  private static void explanations(FactorModel model) {
    Explainer explainer = Explainer.of(model);
    RandomStream random = RandomStream.of(6, "pairs");
    double worst = 0;
    for (int pair = 0; pair < 10_000; pair++) {
      int user = random.nextInt(model.users().size());
      int item = random.nextInt(model.items().size());
      Explanation explanation = explainer.explain(user, item);
      worst = Math.max(worst, Math.abs(explanation.sum() - explanation.score()));
    }
    System.out.printf(Locale.ROOT, "explanations of 10,000 pairs: off by %.1e at most%n", worst);
  }
}
