package dev.sapor.server;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.ImplicitAlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Models that were trained in a moment. */
final class TestModels {

  /** Ids that a path, a query and JSON must carry unharmed. */
  static final List<String> AWKWARD =
      List.of("a/b", "50%", "with space", "comma,comma", "häß😀", "a%2Fb", "..", "q?x=1&y#z", "+");

  /** Clicks of 40 users on 30 items with titles, among them those with awkward ids. */
  static FactorModel clicks(int factors) {
    var builder = Interactions.builder();
    for (int user = 0; user < 40; user++) {
      for (int item = 0; item < 30; item++) {
        if ((user * 7 + item * item * 3) % 11 < 4) {
          builder.add(user(user), item(item), 1);
        }
      }
    }
    Interactions train = builder.build();
    try (Parallel parallel = new Parallel(1)) {
      FactorModel model =
          Trainer.of(
                  ImplicitAlsConfig.defaults().withFactors(factors).solver(),
                  TrainingPlan.fixed(3),
                  parallel)
              .train(train)
              .model();
      Catalog.Builder catalog = Catalog.builder(model.items(), List.of(Catalog.TITLE));
      for (int item = 0; item < 30; item++) {
        catalog.put(item(item), List.of("The Film No. " + item));
      }
      return model.withCatalog(catalog.build());
    }
  }

  static String user(int user) {
    return user < AWKWARD.size() ? AWKWARD.get(user) : "u" + user;
  }

  static String item(int item) {
    return item < AWKWARD.size() ? AWKWARD.get(item) : "i" + item;
  }

  static Path write(FactorModel model, Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".sapor");
    ModelFile.write(model, file);
    return file;
  }

  private TestModels() {}
}
