package dev.sapor.cli;

import dev.sapor.data.DuplicatePolicy;
import dev.sapor.eval.TieRule;
import dev.sapor.model.Goal;
import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.als.AlsDialect;
import dev.sapor.solver.als.RowMethod;
import dev.sapor.solver.bayes.Likelihood;
import dev.sapor.solver.sgd.Optimizer;
import dev.sapor.source.ReadOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option that takes one of a few words: the constants of an enum as {@link Labels} has them. */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {

  private final List<E> constants;

  private Choice(Class<E> type) {
    constants = List.copyOf(EnumSet.allOf(type));
  }

  /** Teaches all commands the words of all such options. */
  static void registerAll(CommandLine commands) {
    commands
        .registerConverter(Algorithm.class, new Choice<>(Algorithm.class))
        .registerConverter(Fallback.class, new Choice<>(Fallback.class))
        .registerConverter(Likelihood.class, new Choice<>(Likelihood.class))
        .registerConverter(Goal.class, new Choice<>(Goal.class))
        .registerConverter(Optimizer.class, new Choice<>(Optimizer.class))
        .registerConverter(RowMethod.class, new Choice<>(RowMethod.class))
        .registerConverter(AlsDialect.class, new Choice<>(AlsDialect.class))
        .registerConverter(ClickTarget.class, new Choice<>(ClickTarget.class))
        .registerConverter(Confidence.Kind.class, new Choice<>(Confidence.Kind.class))
        .registerConverter(ClickOptions.RowCount.class, new Choice<>(ClickOptions.RowCount.class))
        .registerConverter(DuplicatePolicy.class, new Choice<>(DuplicatePolicy.class))
        .registerConverter(TieRule.class, new Choice<>(TieRule.class))
        .registerConverter(Gate.By.class, new Choice<>(Gate.By.class))
        .registerConverter(BaselineChoice.class, new Choice<>(BaselineChoice.class))
        .registerConverter(ReadOptions.Header.class, new Choice<>(ReadOptions.Header.class))
        .registerConverter(ExportCommand.Format.class, new Choice<>(ExportCommand.Format.class))
        .registerConverter(
            LearningRateSchedule.Kind.class, new Choice<>(LearningRateSchedule.Kind.class));
  }

  @Override
  public E convert(String word) {
    for (E constant : constants) {
      if (Labels.of(constant).equals(word)) {
        return constant;
      }
    }
    String known = words().collect(Collectors.joining(", "));
    throw new TypeConversionException(
        "expected one of %s but was '%s'%s"
            .formatted(
                known,
                word,
                Spelling.nearest(word, words())
                    .map(near -> ", did you mean '" + near + "'?")
                    .orElse("")));
  }

  private Stream<String> words() {
    return constants.stream().map(Labels::of);
  }
}
