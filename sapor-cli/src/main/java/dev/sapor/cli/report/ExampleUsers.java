package dev.sapor.cli.report;

import dev.sapor.cli.report.ExampleUser.Line;
import dev.sapor.data.Catalog;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Takes examples from a model. */
public final class ExampleUsers {

  private static final int HISTORY = 8;
  private static final int RECOMMENDED = 10;

  /** Places in the order of activity whose users are shown: few, typical, many interactions. */
  private static final double[] QUANTILES = {0.1, 0.5, 0.9};

  /** Users with few, with a typical number and with many training interactions. */
  public static int[] typical(FactorModel model) {
    int[] byActivity =
        IntStream.range(0, model.users().size())
            .filter(user -> model.userCount(user) > 0)
            .boxed()
            .sorted(Comparator.comparingInt(model::userCount))
            .mapToInt(user -> user)
            .toArray();
    return byActivity.length == 0
        ? new int[0]
        : Arrays.stream(QUANTILES)
            .mapToInt(share -> byActivity[(int) (share * (byActivity.length - 1))])
            .distinct()
            .toArray();
  }

  /** Examples of users by index; items that a user had are left out where they are known. */
  public static List<ExampleUser> of(FactorModel model, int[] users) {
    Recommender recommender = Recommender.of(model);
    ItemFilter filter =
        model.history().isPresent() ? ItemFilter.unseen() : ItemFilter.unseen().includingSeen();
    List<ExampleUser> examples = new ArrayList<>();
    for (int user : users) {
      List<Line> recommended = new ArrayList<>();
      for (RankedItem item : recommender.recommend(user, RECOMMENDED, filter)) {
        recommended.add(line(model, item.itemIndex(), item.score()));
      }
      List<Line> history =
          model.history().map(kept -> history(model, kept, user)).orElse(List.of());
      examples.add(
          new ExampleUser(model.users().id(user), model.userCount(user), history, recommended));
    }
    return examples;
  }

  /** The greatest values first; among equal ones what most others had too. */
  private static List<Line> history(FactorModel model, History history, int user) {
    CsrMatrix matrix = history.byUser();
    return LongStream.range(matrix.start(user), matrix.end(user))
        .boxed()
        .sorted(
            Comparator.comparingDouble((Long at) -> -matrix.value(at))
                .thenComparingInt(at -> -model.itemCount(matrix.column(at)))
                .thenComparingInt(at -> matrix.column(at)))
        .limit(HISTORY)
        .map(at -> line(model, matrix.column(at), matrix.value(at)))
        .toList();
  }

  private static Line line(FactorModel model, int item, float value) {
    Catalog catalog = model.catalog();
    String title = catalog.title(item).orElse("");
    String more =
        Stream.of("year", "genres")
            .flatMap(column -> catalog.value(item, column).stream())
            // Titles often end with the year.
            .filter(cell -> !title.contains("(" + cell + ")"))
            .collect(Collectors.joining(", "));
    String shown =
        Stream.of(title, more).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    return new Line(model.items().id(item), shown, value);
  }

  private ExampleUsers() {}
}
