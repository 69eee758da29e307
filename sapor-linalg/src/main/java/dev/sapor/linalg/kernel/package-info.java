/**
 * The inner loops over rows of factors: every implementation of a kernel gives the same bits, so
 * that a model does not depend on the machine that trained it.
 */
@NullMarked
package dev.sapor.linalg.kernel;

import org.jspecify.annotations.NullMarked;
