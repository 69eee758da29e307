package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;

/** The loss of one user, with the items as they stand. */
interface RowLoss {

  /** For one user; memory for one thread. */
  Gradient of(RowHistory history);

  /** The gradient with respect to the row of the user. */
  interface Gradient {

    /**
     * Writes the gradient.
     *
     * @param row 1 x F; where the loss is of cosines, of length 1
     * @param gradient 1 x F
     */
    void put(FloatMatrix row, FloatMatrix gradient);
  }
}
