package dev.sapor.source;

/** Which parts of a row matter; others are not even looked at. */
enum RowParts {
  ALL,
  PAIR,
  PAIR_AND_TIME;

  boolean rating() {
    return this == ALL;
  }

  boolean time() {
    return this != PAIR;
  }

  boolean event() {
    return this == ALL;
  }
}
