package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.server.Client.Reply;
import dev.sapor.server.feedback.FeedbackReplay;
import dev.sapor.server.feedback.FeedbackUpdate;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model that has the feedback of a log does not have it a second time. */
final class FeedbackIntoModelTest {

  private static final FactorModel MODEL = TestModels.clicks(6);

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private SaporServer server;

  @SuppressWarnings("NullAway.Init")
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server =
        SaporServer.start(
            ServerConfig.defaults().withAddress("127.0.0.1", 0, false).withFeedback(log()));
    client = new Client(server.port(), null);
    server.serve("before", TestModels.write(MODEL, folder, "before"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Path log() {
    return folder.resolve("feedback.log");
  }

  private void feedback(String key, String user, String item, boolean disliked) {
    Reply reply =
        client.post(
            "/v1/feedback",
            "{\"key\": \"%s\", \"user\": \"%s\", \"item\": \"%s\", \"disliked\": %s}"
                .formatted(key, user, item, disliked));
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
  }

  private FactorModel updated(FactorModel model) throws IOException {
    try (Parallel parallel = new Parallel(2)) {
      return FeedbackUpdate.of(model, FeedbackReplay.read(log())).applyTo(model, parallel);
    }
  }

  private List<String> served(String user) {
    Reply reply = client.get("/v1/users/" + Client.segment(user) + "/recommendations?n=9");
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    List<String> lines = new ArrayList<>();
    for (JsonNode item : reply.json().path("items")) {
      lines.add(item.path("item").asString() + " " + item.path("score").floatValue());
    }
    return lines;
  }

  private static List<String> lines(FactorModel model, RankedItems ranked) {
    List<String> lines = new ArrayList<>();
    for (RankedItem item : ranked) {
      lines.add(model.items().id(item.itemIndex()) + " " + item.score());
    }
    return lines;
  }

  private static List<String> trained(FactorModel model, String user) {
    int row = model.users().indexOf(user).orElseThrow();
    return lines(model, Recommender.of(model).recommend(row, 9, ItemFilter.unseen()));
  }

  private static List<String> folded(FactorModel model, String user, int item, float value) {
    int row = model.users().indexOf(user).orElseThrow();
    FoldedUser folded =
        FoldIn.of(model)
            .fold(model.history().orElseThrow(), row, new int[] {item}, new float[] {value});
    return lines(
        model,
        Recommender.of(model, folded.beside(model), folded.history())
            .recommend(0, 9, ItemFilter.unseen()));
  }

  private static int item(FactorModel model, String user, boolean seen) {
    int row = model.users().indexOf(user).orElseThrow();
    History history = model.history().orElseThrow();
    int item = 0;
    while (history.contains(row, item) != seen) {
      item++;
    }
    return item;
  }

  @Test
  void whatTheModelHasDoesNotCountTwice() throws IOException {
    int unseen = item(MODEL, "u20", false);
    int seen = item(MODEL, "u21", true);
    feedback("1", "u20", MODEL.items().id(unseen), false);
    feedback("2", "u21", MODEL.items().id(seen), true);
    feedback("3", "somebody new", "i12", false);
    feedback("4", "somebody new", "an item that no model knows", false);

    FactorModel after = updated(MODEL);
    assertThat(after.record().parameters()).containsEntry("feedback-through", "4");
    assertThat(after.items().indexOf("an item that no model knows")).isPresent();
    server.serve("after", TestModels.write(after, folder, "after"));

    assertThat(served("u20")).isEqualTo(trained(after, "u20"));
    assertThat(served("somebody new")).isEqualTo(trained(after, "somebody new"));
    // A model of clicks cannot hold a dislike: the click is gone, and the dislike goes on counting.
    int disliker = after.users().indexOf("u21").orElseThrow();
    int disliked = after.items().indexOf(MODEL.items().id(seen)).orElseThrow();
    assertThat(after.history().orElseThrow().contains(disliker, disliked)).isFalse();
    assertThat(served("u21")).isEqualTo(folded(after, "u21", disliked, -1));
    JsonNode model = client.get("/v1/model").json();
    assertThat(model.path("feedback").path("through").asLong()).isEqualTo(4);

    int later = item(after, "u20", false);
    feedback("5", "u20", after.items().id(later), false);
    assertThat(served("u20")).isEqualTo(folded(after, "u20", later, 1));
  }

  @Test
  void aSecondUpdateChangesNothing() throws IOException {
    feedback("1", "u20", MODEL.items().id(item(MODEL, "u20", false)), false);
    feedback("2", "u21", MODEL.items().id(item(MODEL, "u21", true)), true);
    FactorModel once = updated(MODEL);
    FeedbackUpdate again = FeedbackUpdate.of(once, FeedbackReplay.read(log()));
    assertThat(again.more().size()).isZero();
    assertThat(again.gone().size()).isZero();
    FactorModel twice = updated(once);
    assertThat(twice.factors().users().toArrays()).isDeepEqualTo(once.factors().users().toArrays());
    assertThat(twice.factors().items().toArrays()).isDeepEqualTo(once.factors().items().toArrays());
  }

  @Test
  void theFeedbackOfAnotherLogCounts() throws IOException {
    int item = item(MODEL, "u20", false);
    feedback("1", "u20", MODEL.items().id(item), false);
    FactorModel other = MODEL.withRecord(MODEL.record().withFeedback("another log", 17));
    Path file = TestModels.write(other, folder, "other");
    assertThat(ModelFile.open(file).record().feedbackThrough("another log")).isEqualTo(17);
    server.serve("other", file);
    assertThat(served("u20")).isEqualTo(folded(MODEL, "u20", item, 1));
  }
}
