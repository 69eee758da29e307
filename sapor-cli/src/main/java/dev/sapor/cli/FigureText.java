package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.eval.Interval;
import java.util.Locale;
import java.util.Optional;

/** Figures for people. */
final class FigureText {

  /** What an interval is called. */
  static final String INTERVAL = "95 % interval";

  /** {@code RMSE}, {@code NDCG@10}, but {@code recall@10}: short names are abbreviations. */
  static String metric(String key) {
    String name = key.replaceAll("@.*", "");
    return switch (name) {
      case "rmse", "mae", "r2", "ndcg", "map", "mrr", "hr", "auc", "mpr" ->
          name.toUpperCase(Locale.ROOT).replace("R2", "R²") + key.substring(name.length());
      default -> key;
    };
  }

  static String interval(Optional<Interval> interval) {
    return interval
        .map(found -> Numbers.metric(found.low()) + " to " + Numbers.metric(found.high()))
        .orElse("-");
  }

  /** A difference with its sign. */
  static String signed(double difference) {
    return (difference > 0 ? "+" : "") + Numbers.metric(difference);
  }

  static String signed(Optional<Interval> interval) {
    return interval.map(found -> signed(found.low()) + " to " + signed(found.high())).orElse("-");
  }

  private FigureText() {}
}
