package dev.sapor.model;

/** What a model was trained for, and so what its scores mean. */
public enum Goal {
  /** To predict ratings: a score is a rating. Such a model ranks badly. */
  PREDICT,
  /** To recommend: a score only orders the items of one user. */
  RECOMMEND
}
