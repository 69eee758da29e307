package dev.sapor.cli;

/** What users get of whom the model knows nothing. */
enum Fallback {
  /** The items with the most training interactions, labelled as such. */
  POPULAR
}
