package dev.sapor.solver.als;

import java.util.List;

/**
 * A score as a sum: the terms and the contributions add up to it, but for rounding.
 *
 * @param score what is explained
 * @param terms parts of the score that come from no interaction
 * @param contributions what each interaction of the user adds, the largest magnitude first; empty
 *     where the model cannot be taken apart so
 */
public record Explanation(float score, List<Term> terms, List<Contribution> contributions) {

  /**
   * A named part.
   *
   * @param name such as {@code mean}, {@code item bias} or {@code factor 3}
   */
  public record Term(String name, double value) {}

  /**
   * What one interaction adds.
   *
   * @param itemIndex the item of the interaction
   * @param value its value in training
   * @param amount its part of the score
   */
  public record Contribution(int itemIndex, float value, double amount) {}

  public Explanation {
    terms = List.copyOf(terms);
    contributions = List.copyOf(contributions);
  }

  /** The sum of all parts. */
  public double sum() {
    double sum = 0;
    for (Term term : terms) {
      sum += term.value();
    }
    for (Contribution contribution : contributions) {
      sum += contribution.amount();
    }
    return sum;
  }
}
