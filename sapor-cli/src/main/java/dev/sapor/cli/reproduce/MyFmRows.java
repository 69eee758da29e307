package dev.sapor.cli.reproduce;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.recommend.Predictor;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import dev.sapor.solver.bayes.FeatureColumn;
import dev.sapor.solver.bayes.Likelihood;
import dev.sapor.source.CatalogReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * Gibbs sampling beside myFM (T. Ohtsuki): its documentation prints the error of its examples on
 * the third split of MovieLens 100K, a notebook of its repository that with everything that is
 * known on the first. All sweeps after the first ten are kept, as there; figures are means over
 * three seeds.
 */
final class MyFmRows {

  private static final String DOCUMENTATION = "documentation of myFM, MovieLens 100K";
  private static final String NOTEBOOK = "notebook of myFM, MovieLens 100K with all features";
  private static final int BURN_IN = 10;

  /** What two seeds of ordered probit are apart. */
  private static final double APART = 0.001;

  static List<PublishedRow> all() {
    return List.of(
        ofThirdSplit("ml-100k-u3-bayes", "ids only", BayesFeatures.none(), 0.8925),
        ofThirdSplit(
            "ml-100k-u3-bayes-iu-ii",
            "iu and ii, beside films and people there",
            BayesFeatures.bothBags(),
            0.8855),
        ofFirstSplit(
            "ml-100k-u1-bayes-all",
            "",
            Likelihood.NORMAL,
            PublishedFigure.atMost("rmse", 0.8833, 0.86)),
        ofFirstSplit(
            "ml-100k-u1-bayes-ordered",
            "; ordered probit",
            Likelihood.ORDERED_PROBIT,
            PublishedFigure.within("rmse", 0.8808, APART)));
  }

  private static PublishedRow ofThirdSplit(
      String name, String what, BayesFeatures features, double published) {
    return new PublishedRow(
        name,
        PublishedData.ML_100K_U3,
        "rating prediction; u3.base and u3.test, RMSE; bayes, 10 factors, seeds 42, 1, 2; " + what,
        DOCUMENTATION,
        List.of(PublishedFigure.atMost("rmse", published, 0.86)),
        place ->
            run(
                config(300).withFeatures(features),
                read(place, PublishedData.ML_100K_U3, "u3.base"),
                read(place, PublishedData.ML_100K_U3, "u3.test"),
                place));
  }

  private static PublishedRow ofFirstSplit(
      String name, String what, Likelihood likelihood, PublishedFigure published) {
    return new PublishedRow(
        name,
        PublishedData.ML_100K_U1,
        "rating prediction; u1.base and u1.test, RMSE; bayes, 10 factors, seeds 42, 1, 2; iu, ii, the"
            + " day, films and people, as there"
            + what,
        NOTEBOOK,
        List.of(published),
        place ->
            run(
                config(512).withFeatures(all(place)).withLikelihood(likelihood),
                read(place, PublishedData.ML_100K_U1, "u1.base"),
                read(place, PublishedData.ML_100K_U1, "u1.test"),
                place));
  }

  private static BayesConfig config(int sweeps) {
    return BayesConfig.defaults()
        .withFactors(10)
        .withSweeps(sweeps)
        .withBurnIn(BURN_IN)
        .withSamples(sweeps - BURN_IN);
  }

  private static BayesFeatures all(Workplace place) {
    Path films = place.folder().file(PublishedData.ML_100K_U1, "u.item");
    Path people = place.folder().file(PublishedData.ML_100K_U1, "u.user");
    return new BayesFeatures(
        true,
        true,
        true,
        List.of(
            // id | age | sex | occupation | zip code; tens of years, and the first digit.
            person("age", people, 1, age -> age.substring(0, age.length() - 1)),
            person("sex", people, 2, sex -> sex),
            person("occupation", people, 3, occupation -> occupation),
            person("zip", people, 4, zip -> zip.substring(0, 1))),
        List.of(film("genres", films), film("year", films)));
  }

  private static FeatureColumn person(
      String name, Path file, int field, UnaryOperator<String> category) {
    Map<String, List<String>> values = new HashMap<>();
    for (String line : lines(file)) {
      List<String> fields = words(line);
      values.put(fields.getFirst(), List.of(category.apply(fields.get(field))));
    }
    return FeatureColumn.of(name, values);
  }

  private static List<String> lines(Path file) {
    try (InputStream stored = Files.newInputStream(file);
        InputStream text =
            file.toString().endsWith(DataFolder.GZIP) ? new GZIPInputStream(stored) : stored) {
      return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String text) {
    return Collections.list(new StringTokenizer(text, "|")).stream().map(Object::toString).toList();
  }

  private static FeatureColumn film(String column, Path file) {
    return new FeatureColumn(
        column,
        ids -> {
          Catalog catalog = CatalogReader.read(file, ids).catalog();
          Map<String, List<String>> values = new HashMap<>();
          for (int index = 0; index < ids.size(); index++) {
            String id = ids.id(index);
            catalog.value(index, column).ifPresent(text -> values.put(id, words(text)));
          }
          return values;
        });
  }

  /** The mean over three seeds. */
  private static List<MeasuredFigure> run(
      BayesConfig config, Interactions train, Interactions test, Workplace place) {
    Evaluator evaluator = new Evaluator(EvaluationProtocol.parse("rmse"), place.parallel());
    List<List<Figure>> runs = new ArrayList<>();
    for (long seed : PublishedRow.SEEDS) {
      place.progress().accept("sampling, seed %s".formatted(seed));
      Solver solver = config.withSeed(seed).solver();
      Trainer trainer = Trainer.of(solver, solver.defaultPlan(), place.parallel());
      Predictor predictor = Predictor.of(trainer.train(train).model());
      runs.add(evaluator.judge(predictor, test).evaluation().figures());
    }
    return MeasuredFigure.meansOfSeeds(runs);
  }

  private static Interactions read(Workplace place, PublishedData data, String file) {
    return place.columns(data, file, "\t", "user=1,item=2,rating=3,timestamp=4");
  }

  private MyFmRows() {}
}
