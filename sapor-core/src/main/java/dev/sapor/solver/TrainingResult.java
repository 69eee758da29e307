package dev.sapor.solver;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.Posterior;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a training gave.
 *
 * @param goal what the scores mean
 * @param factors the factors to keep
 * @param posterior samples, where the factors are a mean over some
 * @param train the interactions they were learnt from
 * @param record where they come from
 * @param reports the epochs of the final phase
 */
public record TrainingResult(
    Goal goal,
    Factors factors,
    Optional<Posterior> posterior,
    Interactions train,
    TrainingRecord record,
    List<EpochReport> reports) {

  /** The model, with its history and an empty catalog. */
  public FactorModel model() {
    return new FactorModel(
        goal,
        factors,
        train.users(),
        train.items(),
        train.userCounts(),
        train.itemCounts(),
        range(train.byUser()),
        record,
        Catalog.empty(train.items().size()),
        history(),
        posterior.orElse(null));
  }

  private History history() {
    DayEffects days = posterior.map(Posterior::days).orElse(null);
    return new History(
        train.byUser(),
        days == null ? null : days.calendar().indicesOf(train.times().orElseThrow()));
  }

  /** The same with more parameters in the record, such as how the data were prepared. */
  public TrainingResult withParameters(Map<String, String> more) {
    SortedMap<String, String> parameters = new TreeMap<>(record.parameters());
    parameters.putAll(more);
    TrainingRecord longer =
        new TrainingRecord(
            record.algorithm(),
            parameters,
            record.seed(),
            record.dataDigest(),
            record.interactions(),
            record.epochs());
    return new TrainingResult(goal, factors, posterior, train, longer, reports);
  }

  private static ValueRange range(CsrMatrix matrix) {
    float min = matrix.value(0);
    float max = min;
    for (long at = 1; at < matrix.nonZeros(); at++) {
      min = Math.min(min, matrix.value(at));
      max = Math.max(max, matrix.value(at));
    }
    return new ValueRange(min, max);
  }
}
