package dev.sapor.prepare;

/**
 * What a step of a preparation did.
 *
 * @param step name of the step: {@value #POSITIVE}, {@value #MAX_PER_USER}, {@value #CORE} or
 *     {@value #HALF_LIFE}
 * @param setting what was asked for, such as {@code rating>=4}
 * @param removed what it took away
 * @param left what it left
 * @param cappedUsers users who lost interactions to the cap; 0 for other steps
 */
public record StepReport(
    String step,
    String setting,
    InteractionCounts removed,
    InteractionCounts left,
    int cappedUsers) {

  /** Ratings below a threshold are no feedback. */
  public static final String POSITIVE = "positive";

  /** No user has more than so many interactions. */
  public static final String MAX_PER_USER = "max-per-user";

  /** Every user and every item has at least so many interactions. */
  public static final String CORE = "min-user-item";

  /** Old interactions weigh less. */
  public static final String HALF_LIFE = "half-life";
}
