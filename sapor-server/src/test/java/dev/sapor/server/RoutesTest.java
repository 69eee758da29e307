package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.model.FactorModel;
import dev.sapor.model.History;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.ItemIndex;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.server.Client.Reply;
import dev.sapor.server.http.Route;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every route over a socket, beside what the library says. */
final class RoutesTest {

  private static final FactorModel MODEL = TestModels.clicks(8);

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static SaporServer server;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    Path file = TestModels.write(MODEL, folder, "first");
    server =
        SaporServer.start(
            ServerConfig.defaults()
                .withAddress("127.0.0.1", 0, false)
                .withFeedback(folder.resolve("feedback.log")));
    client = new Client(server.port(), null);
    assertThat(client.get("/health/ready").status()).isEqualTo(503);
    assertThat(client.get("/v1/model").status()).isEqualTo(503);
    server.serve("first", file);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static List<String> items(JsonNode list) {
    List<String> lines = new ArrayList<>();
    for (JsonNode item : list) {
      lines.add(item.path("item").asString() + " " + item.path("score").floatValue());
    }
    return lines;
  }

  private static List<String> items(RankedItems ranked) {
    List<String> lines = new ArrayList<>();
    for (RankedItem item : ranked) {
      lines.add(MODEL.items().id(item.itemIndex()) + " " + item.score());
    }
    return lines;
  }

  private static Reply ok(Reply reply) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    return reply;
  }

  @Test
  void everyUserGetsTheListOfTheLibraryWhateverTheId() {
    Recommender recommender = Recommender.of(MODEL);
    for (int user = 0; user < MODEL.users().size(); user++) {
      String id = MODEL.users().id(user);
      if (id.equals("u30")) {
        continue; // has feedback in another test
      }
      Reply reply =
          ok(client.get("/v1/users/" + Client.segment(id) + "/recommendations?n=7&reasons=2"));
      assertThat(reply.json().path("user").asString()).isEqualTo(id);
      assertThat(reply.json().path("model").path("name").asString()).isEqualTo("first");
      assertThat(reply.json().path("model").path("digest").asString()).hasSize(64);
      assertThat(items(reply.json().path("items")))
          .isEqualTo(items(recommender.recommend(user, 7, ItemFilter.unseen())));
      assertThat(reply.json().path("items").get(0).path("because")).hasSizeBetween(1, 2);
      assertThat(reply.json().path("items").get(0).path("title").asString())
          .startsWith("The Film No. ");
    }
  }

  @Test
  void filtersHoldInsideTheSearch() {
    String path = "/v1/users/u20/recommendations?n=30&seen=true";
    assertThat(ok(client.get(path)).json().path("items")).hasSize(30);
    String some = "&items=i20,comma%2Ccomma,nobody,i21,i22&exclude=i21";
    List<String> found = new ArrayList<>();
    ok(client.get(path + some))
        .json()
        .path("items")
        .forEach(item -> found.add(item.path("item").asString()));
    assertThat(found).containsExactlyInAnyOrder("i20", "comma,comma", "i22");
  }

  @Test
  void somebodyNewGetsTheListOfFoldIn() {
    int[] items = {
      MODEL.items().indexOf("i12").orElseThrow(), MODEL.items().indexOf("a/b").orElseThrow()
    };
    FoldedUser folded = FoldIn.of(MODEL).fold(items, new float[] {1, -1});
    RankedItems expected =
        Recommender.of(MODEL, folded.beside(MODEL), folded.history())
            .recommend(0, 5, ItemFilter.unseen());
    Reply reply =
        ok(
            client.post(
                "/v1/recommendations",
                """
                {"history": ["i12", {"item": "a/b", "disliked": true}, "nobody"], "n": 5}\
                """));
    assertThat(items(reply.json().path("items"))).isEqualTo(items(expected));
    assertThat(reply.json().path("unknown").get(0).asString()).isEqualTo("nobody");
  }

  @Test
  void aBatchGivesEachUserTheSingleAnswer() {
    Reply batch =
        ok(
            client.post(
                "/v1/recommendations", "{\"users\": [\"u21\", \"nobody\", \"50%\"], \"n\": 4}"));
    JsonNode users = batch.json().path("users");
    assertThat(users).hasSize(3);
    assertThat(users.get(1).path("problem").asString()).contains("no such user");
    assertThat(users.get(2).path("items"))
        .isEqualTo(ok(client.get("/v1/users/50%25/recommendations?n=4")).json().path("items"));
  }

  @Test
  void scoresAreThoseOfTheLists() {
    JsonNode listed = ok(client.get("/v1/users/u22/recommendations?n=3")).json().path("items");
    Reply reply =
        ok(
            client.post(
                "/v1/scores",
                "{\"user\": \"u22\", \"items\": [\"%s\", \"nobody\"]}"
                    .formatted(listed.get(0).path("item").asString())));
    assertThat(reply.json().path("scores").get(0).path("score").floatValue())
        .isCloseTo(listed.get(0).path("score").floatValue(), within(1e-5f));
    assertThat(reply.json().path("scores").get(1).path("score").isNull()).isTrue();
  }

  @Test
  void explanationsAddUpAlsoWithFeedback() {
    for (boolean withFeedback : new boolean[] {false, true}) {
      if (withFeedback) {
        feedback("explained-1", "u30", "i10", "");
      }
      for (String item : List.of("i11", "a/b", "häß😀")) {
        JsonNode json =
            ok(client.get("/v1/users/u30/items/" + Client.segment(item) + "/explanation?n=3"))
                .json();
        double sum = json.path("rest").asDouble();
        for (JsonNode term : json.path("terms")) {
          sum += term.path("value").asDouble();
        }
        for (JsonNode part : json.path("contributions")) {
          sum += part.path("amount").asDouble();
        }
        assertThat(sum).isCloseTo(json.path("score").asDouble(), within(1e-5));
      }
    }
  }

  private static Reply feedback(String key, String user, String item, String more) {
    return ok(
        client.post(
            "/v1/feedback",
            "{\"key\": \"%s\", \"user\": \"%s\", \"item\": \"%s\"%s}"
                .formatted(key, user, item, more)));
  }

  @Test
  void feedbackIsInTheNextAnswerAndCountsOnce() {
    String path = "/v1/users/somebody%20new/recommendations?n=5";
    assertThat(client.get(path).status()).isEqualTo(404);
    long first =
        feedback("f-1", "somebody new", "i12", "")
            .json()
            .path("events")
            .get(0)
            .path("sequence")
            .asLong();
    JsonNode one = ok(client.get(path)).json();
    assertThat(one.path("feedback").path("through").asLong()).isEqualTo(first);
    FoldedUser folded =
        FoldIn.of(MODEL)
            .fold(new int[] {MODEL.items().indexOf("i12").orElseThrow()}, new float[] {1});
    assertThat(items(one.path("items")))
        .isEqualTo(
            items(
                Recommender.of(MODEL, folded.beside(MODEL), folded.history())
                    .recommend(0, 5, ItemFilter.unseen())));
    JsonNode again = feedback("f-1", "somebody new", "i12", "").json().path("events").get(0);
    assertThat(again.path("duplicate").asBoolean()).isTrue();
    assertThat(again.path("sequence").asLong()).isEqualTo(first);
    assertThat(
            client
                .post("/v1/feedback", "{\"key\": \"f-1\", \"user\": \"other\", \"item\": \"i12\"}")
                .status())
        .isEqualTo(409);
    feedback("f-2", "somebody new", "i12", ", \"disliked\": true");
    assertThat(ok(client.get(path)).json().path("items")).isNotEqualTo(one.path("items"));
  }

  @Test
  void feedbackOfAKnownUserFoldsHistoryAndEvents() {
    History history = MODEL.history().orElseThrow();
    int user = MODEL.users().indexOf("u25").orElseThrow();
    int item = -1;
    for (int i = 0; i < MODEL.items().size() && item < 0; i++) {
      item = history.contains(user, i) ? -1 : i;
    }
    feedback("k-1", "u25", MODEL.items().id(item), "");
    FoldedUser folded = FoldIn.of(MODEL).fold(history, user, new int[] {item}, new float[] {1});
    assertThat(folded.history().count(0)).isEqualTo(history.byUser().count(user) + 1);
    assertThat(items(ok(client.get("/v1/users/u25/recommendations?n=9")).json().path("items")))
        .isEqualTo(
            items(
                Recommender.of(MODEL, folded.beside(MODEL), folded.history())
                    .recommend(0, 9, ItemFilter.unseen())));
  }

  @Test
  void itemsAndUsersAreFoundByWhatPeopleType() {
    JsonNode found = ok(client.get("/v1/items?query=film%2012")).json().path("items");
    assertThat(found.get(0).path("title").asString()).isEqualTo("The Film No. 12");
    assertThat(
            ok(client.get("/v1/items?query=i17"))
                .json()
                .path("items")
                .get(0)
                .path("item")
                .asString())
        .isEqualTo("i17");
    JsonNode users = ok(client.get("/v1/users?query=u1&n=3")).json().path("users");
    assertThat(users).hasSize(3);
    assertThat(users.get(0).asString()).startsWith("u1");
    assertThat(ok(client.get("/v1/users?query=h%C3%A4")).json().path("users").get(0).asString())
        .isEqualTo("häß😀");
  }

  @Test
  void similarItemsTheMapAndTheModelAnswer() {
    JsonNode similar = ok(client.get("/v1/items/a%2Fb/similar?n=3")).json();
    assertThat(similar.path("items")).hasSize(3);
    assertThat(similar.path("item").asString()).isEqualTo("a/b");
    JsonNode map = ok(client.get("/v1/map")).json().path("items");
    assertThat(map).hasSize(30);
    assertThat(map.get(3).path("x").isNumber()).isTrue();
    JsonNode model = ok(client.get("/v1/model")).json();
    assertThat(model.path("factors").asInt()).isEqualTo(8);
    assertThat(model.path("epochs")).hasSize(3);
    assertThat(model.path("search").asString()).isEqualTo("scan");
    assertThat(model.path("searchReason").asString())
        .isEqualTo(ItemIndex.choose(30, 8).reason())
        .contains("30 items x 8 factors");
    assertThat(model.path("indexBytes").asLong()).isEqualTo(ItemIndex.choose(30, 8).bytes());
  }

  @Test
  void theDescriptionIsThatOfTheRoutes() throws IOException {
    Set<String> described = new TreeSet<>();
    JsonNode document = Described.document();
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(method ->
                    described.add(
                        method.getKey().toUpperCase(Locale.ROOT)
                            + " "
                            + path.getKey()
                            + " "
                            + method.getValue().path("x-scope").asString("open"))));
    assertThat(ok(client.get("/openapi.json")).json()).isEqualTo(document);
    Set<String> routes = new TreeSet<>();
    for (Route route : server.routes()) {
      if (!route.template().equals("/") && !route.template().startsWith("/page/")) {
        String scope = route.scope().name().toLowerCase(Locale.ROOT);
        routes.add(route.method() + " " + route.template() + " " + scope);
      }
    }
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void theFactsOfTheModelAreThoseThatAreDescribed() throws IOException {
    JsonNode facts = ok(client.get("/v1/model")).json();
    Described.assertDescribed(facts, "ModelFacts");
    Described.assertDescribed(facts.path("model"), "Model");
  }

  @Test
  void thePageIsServedUnderAStrictPolicy() {
    for (Route route : server.routes()) {
      if (route.template().equals("/") || route.template().startsWith("/page/")) {
        Reply reply = ok(client.get(route.template()));
        assertThat(reply.raw().body()).isNotEmpty();
        assertThat(reply.raw().headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "script-src 'self'")
            .doesNotContain("unsafe");
      }
    }
  }

  @Test
  void metricsNameTheRoutesAndNothingOfTheCallers() {
    ok(client.get("/v1/users/u33/recommendations"));
    String text = client.get("/metrics").raw().body();
    assertThat(text)
        .contains("route=\"/v1/users/{id}/recommendations\"", "sapor_swaps", "jvm_memory")
        .doesNotContain("u33");
  }
}
