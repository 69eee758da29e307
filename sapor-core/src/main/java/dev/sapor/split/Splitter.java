package dev.sapor.split;

import dev.sapor.data.Interactions;

/** A rule that cuts interactions in two. */
@FunctionalInterface
public interface Splitter {

  /** Cuts; together the parts hold every interaction once. */
  Split split(Interactions data);
}
