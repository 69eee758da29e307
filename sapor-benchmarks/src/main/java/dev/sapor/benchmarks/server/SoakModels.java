package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.synthetic.SyntheticRatings;
import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.Recommender;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.ImplicitAlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The models of a soak, of three ranks on the same clicks, as files; and what each must recommend,
 * by the library, in this process.
 */
final class SoakModels {

  static final int USERS = 1000;

  private static final int ITEMS = 5000;

  /** Users whose lists are known: all others may give feedback, which changes theirs. */
  static final int QUIET = 500;

  private static final long RATINGS = 50_000;
  private static final int[] RANKS = {8, 16, 32};
  private static final int LIST = 10;

  private final Path folder;
  private final List<String> items;
  private final List<String> names = new ArrayList<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Map<String, String>> lists = new HashMap<>();

  private SoakModels(Path folder, IdMap ids) {
    this.folder = folder;
    items = IntStream.range(0, ids.size()).mapToObj(ids::id).toList();
  }

  /** Trains them and writes their files. */
  static SoakModels train(Path folder, long seed) throws IOException {
    var builder = Interactions.builder();
    new SyntheticRatings(RATINGS, USERS, ITEMS, seed)
        .forEach((user, item, _) -> builder.add(user(user), "i" + item, 1));
    Interactions clicks = builder.build();
    SoakModels models = new SoakModels(folder, clicks.items());
    try (Parallel parallel = new Parallel(2)) {
      for (int rank : RANKS) {
        FactorModel model =
            Trainer.of(
                    ImplicitAlsConfig.defaults().withFactors(rank).solver(),
                    TrainingPlan.fixed(3),
                    parallel)
                .train(clicks)
                .model();
        Catalog.Builder catalog = Catalog.builder(model.items(), List.of(Catalog.TITLE));
        for (int item = 0; item < model.items().size(); item++) {
          catalog.put(model.items().id(item), List.of("Film %s of %s".formatted(item % 97, item)));
        }
        models.write("rank" + rank, model.withCatalog(catalog.build()));
      }
    }
    return models;
  }

  private void write(String name, FactorModel model) throws IOException {
    Path file = file(name);
    ModelFile.write(model, file);
    byte[] bytes = Files.readAllBytes(file);
    names.add(name);
    files.put(name, bytes);
    Map<String, String> byUser = new HashMap<>();
    Recommender recommender = Recommender.of(model);
    for (int user = 0; user < QUIET; user++) {
      int index = model.users().indexOf(user(user)).orElseThrow();
      StringBuilder list = new StringBuilder();
      for (RankedItem item : recommender.recommend(index, LIST, ItemFilter.unseen())) {
        list.append(model.items().id(item.itemIndex())).append(' ').append(item.score());
        list.append('\n');
      }
      byUser.put(user(user), list.toString());
    }
    lists.put(digest(bytes), byUser);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  static String user(int user) {
    return "u" + user;
  }

  /** The items that the models know. */
  List<String> items() {
    return items;
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name + ".sapor");
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** The bytes of the file of a model. */
  byte[] bytes(String name) {
    return Objects.requireNonNull(files.get(name)).clone();
  }

  String digestOf(String name) {
    return digest(bytes(name));
  }

  /** Whether the digest is that of one of these models. */
  boolean knows(String digest) {
    return lists.containsKey(digest);
  }

  /** The ten best of a quiet user by a model: a line for each, id and score. */
  String list(String digest, String user) {
    return lists.getOrDefault(digest, Map.of()).getOrDefault(user, "");
  }
}
