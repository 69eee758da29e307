package dev.sapor.cli;

import dev.sapor.cli.DemoCommand.DemoModel;
import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.recommend.SimilarItems;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo shows.
 *
 * @param files what it wrote
 * @param all the ratings
 * @param predict the model that predicts ratings
 * @param recommend the model that recommends
 * @param watch how long it took
 */
record DemoReport(
    DemoFiles files, Interactions all, DemoModel predict, DemoModel recommend, Stopwatch watch)
    implements Report {

  private static final int LIST_LENGTH = 5;
  private static final int TYPICAL_RATINGS = 60;

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("folder", files.folder().toString());
    json.put("users", all.users().size());
    json.put("items", all.items().size());
    json.put("interactions", all.size());
    json.set("predict", json(predict));
    json.set("recommend", json(recommend));
    json.put("user", user());
    json.set("items", ModelUse.json(recommended(recommend.model()), recommend.model()));
    json.set("seconds", watch.json());
    return json;
  }

  private static ObjectNode json(DemoModel trained) {
    ObjectNode json = Json.object();
    json.put("algorithm", trained.model().record().algorithm());
    json.put("factors", trained.model().factors().rank());
    json.put("epochs", trained.model().record().epochs().size());
    json.set("test", trained.figures().testJson());
    json.set("baselines", trained.figures().baselinesJson());
    return json;
  }

  @Override
  public void print(Console console) {
    console.heading("The data");
    console.print(
        "  %s by %s for %s; a tenth is held out"
            .formatted(
                Numbers.of(all.size(), "rating"),
                Numbers.count(all.users().size()) + " people",
                Numbers.of(all.items().size(), "film")));
    console.print("");
    console.heading("Goal: predict ratings");
    console.print(ModelDescription.curve(predict.model().record().epochs()));
    console.print("");
    predict.figures().print(console);
    console.print("");
    console.heading("Goal: recommend, from the same data");
    recommend.figures().print(console);
    console.print("");
    printLists(console);
  }

  private void printLists(Console console) {
    String user = PrintableText.quotable(user());
    console.heading("What " + user + " liked best");
    favourites().print(console);
    console.print("");
    console.heading("Recommended to " + user + " by the model that recommends");
    RankedItems best = recommended(recommend.model());
    ItemTable.of(best, recommend.model()).print(console);
    console.print("");
    console.heading("And by the model that predicts: well rated, but hardly known");
    ItemTable.of(recommended(predict.model()), predict.model()).print(console);
    console.print("");
    int first = best.itemIndex(0);
    console.heading(
        "Films like "
            + recommend.model().catalog().title(first).orElse(recommend.model().items().id(first)));
    ItemTable.of(
            SimilarItems.of(recommend.model()).similarTo(first, LIST_LENGTH), recommend.model())
        .print(console);
    console.print("");
    console.print(
        "Data and models are in " + PrintableText.quotable(files.folder().toString()) + ".");
  }

  /** The first person with a middling number of ratings in the training data. */
  private int userIndex() {
    FactorModel model = recommend.model();
    int best = 0;
    for (int user = 1; user < model.users().size(); user++) {
      if (distance(model.userCount(user)) < distance(model.userCount(best))) {
        best = user;
      }
    }
    return best;
  }

  private static int distance(int ratings) {
    return Math.abs(ratings - TYPICAL_RATINGS);
  }

  /** What that person gave the most stars in training. */
  private ItemTable favourites() {
    CsrMatrix history = predict.model().history().orElseThrow().byUser();
    int user = userIndex();
    ItemTable table = new ItemTable(predict.model(), "stars");
    LongStream.range(history.start(user), history.end(user))
        .boxed()
        .sorted(Comparator.comparingDouble((Long at) -> -history.value(at)))
        .limit(LIST_LENGTH)
        .forEach(at -> table.add(history.column(at), Numbers.decimals(history.value(at), 1)));
    return table;
  }

  private String user() {
    return recommend.model().users().id(userIndex());
  }

  private RankedItems recommended(FactorModel model) {
    return Recommender.of(model).recommend(userIndex(), LIST_LENGTH, ItemFilter.unseen());
  }

  @Override
  public List<String> next() {
    String model = ShellWord.of(files.recommendModel().toString());
    String user = ShellWord.of(user());
    return List.of(
        "recommend %s --user %s".formatted(model, user),
        "info %s".formatted(ShellWord.of(files.predictModel().toString())),
        "train %s --items %s --holdout 0.1 --goal recommend --out my.sapor"
            .formatted(
                ShellWord.of(files.ratings().toString()), ShellWord.of(files.films().toString())));
  }
}
