package dev.sapor.eval;

import dev.sapor.data.Interactions;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The definitions of the metrics over sets of ids, in plain loops and full sorts. */
final class NaiveEvaluation {

  private record Rating(String user, String item, float value) {}

  private final FactorModel model;
  private final List<Rating> test;
  private final Set<String> trainUsers = new HashSet<>();
  private final Set<String> trainItems = new HashSet<>();
  private final Set<List<String>> trainPairs = new HashSet<>();

  NaiveEvaluation(FactorModel model, Interactions train, Interactions test) {
    this.model = model;
    this.test = list(test);
    for (Rating rating : list(train)) {
      trainUsers.add(rating.user());
      trainItems.add(rating.item());
      trainPairs.add(List.of(rating.user(), rating.item()));
    }
  }

  private static List<Rating> list(Interactions data) {
    List<Rating> ratings = new ArrayList<>();
    for (int user = 0; user < data.users().size(); user++) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        String item = data.items().id(data.byUser().column(at));
        ratings.add(new Rating(data.users().id(user), item, data.byUser().value(at)));
      }
    }
    return ratings;
  }

  private boolean knowsUser(String user) {
    return trainUsers.contains(user);
  }

  private boolean knowsItem(String item) {
    return trainItems.contains(item);
  }

  private float score(String user, String item) {
    Factors factors = model.factors();
    int u = model.users().indexOf(user).orElse(-1);
    int i = model.items().indexOf(item).orElse(-1);
    if (knowsUser(user) && knowsItem(item)) {
      return factors.score(u, i);
    }
    return factors.mean()
        + (knowsUser(user) ? factors.userBiases()[u] : 0)
        + (knowsItem(item) ? factors.itemBiases()[i] : 0);
  }

  private double error(Rating rating) {
    double predicted = Math.max(1, Math.min(5, score(rating.user(), rating.item())));
    return predicted - rating.value();
  }

  double rmse() {
    return Math.sqrt(test.stream().mapToDouble(r -> error(r) * error(r)).sum() / test.size());
  }

  double mae() {
    return test.stream().mapToDouble(r -> Math.abs(error(r))).sum() / test.size();
  }

  TestCounts counts() {
    Set<String> users = new HashSet<>();
    Set<String> items = new HashSet<>();
    long cold = 0;
    for (Rating rating : test) {
      users.add(rating.user());
      items.add(rating.item());
      cold += knowsUser(rating.user()) && knowsItem(rating.item()) ? 0 : 1;
    }
    return new TestCounts(
        test.size(),
        users.size(),
        items.size(),
        (int) users.stream().filter(user -> !knowsUser(user)).count(),
        (int) items.stream().filter(item -> !knowsItem(item)).count(),
        cold);
  }

  private Map<String, Set<String>> relevant() {
    Map<String, Set<String>> relevant = new LinkedHashMap<>();
    for (Rating rating : test) {
      if (knowsUser(rating.user())) {
        relevant.computeIfAbsent(rating.user(), user -> new HashSet<>()).add(rating.item());
      }
    }
    return relevant;
  }

  int rankedUsers() {
    return relevant().size();
  }

  private List<String> ranked(String user) {
    List<String> items = new ArrayList<>(model.items().ids());
    items.removeIf(item -> !knowsItem(item));
    items.removeIf(item -> trainPairs.contains(List.of(user, item)));
    items.sort(
        Comparator.comparingDouble((String item) -> -score(user, item))
            .thenComparing(Comparator.naturalOrder()));
    return items;
  }

  double recall(int k) {
    double sum = 0;
    for (var entry : relevant().entrySet()) {
      long hits =
          ranked(entry.getKey()).stream().limit(k).filter(entry.getValue()::contains).count();
      sum += (double) hits / entry.getValue().size();
    }
    return sum / rankedUsers();
  }

  double ndcg(int k) {
    double sum = 0;
    for (var entry : relevant().entrySet()) {
      List<String> items = ranked(entry.getKey());
      double gain = 0;
      double ideal = 0;
      for (int rank = 1; rank <= k; rank++) {
        double discount = Math.log(2) / Math.log(rank + 1);
        boolean hit = rank <= items.size() && entry.getValue().contains(items.get(rank - 1));
        gain += hit ? discount : 0;
        ideal += rank <= entry.getValue().size() ? discount : 0;
      }
      sum += gain / ideal;
    }
    return sum / rankedUsers();
  }
}
