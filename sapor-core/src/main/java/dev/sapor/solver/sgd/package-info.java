/**
 * Stochastic gradient descent: one step for each interaction, in a fixed visiting order that any
 * number of threads can walk together and that gives the same bits whatever their number. {@link
 * dev.sapor.solver.sgd.BlockedOrder} is the order, {@link dev.sapor.solver.sgd.SgdConfig} the way
 * in.
 */
@NullMarked
package dev.sapor.solver.sgd;

import org.jspecify.annotations.NullMarked;
