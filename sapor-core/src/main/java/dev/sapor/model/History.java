package dev.sapor.model;

import dev.sapor.linalg.CsrMatrix;

/**
 * Who had to do with what in training, with values: users x items by index. Kept beside a model so
 * that seen items can be left out, scores explained and users updated. Personal data: a model may
 * go without it.
 *
 * @param byUser users x items
 */
public record History(CsrMatrix byUser) {

  /** Whether the user had the item in training. */
  public boolean contains(int userIndex, int itemIndex) {
    return byUser.find(userIndex, itemIndex) >= 0;
  }
}
