/**
 * SVD++: a user is described by own factors and by the items they had to do with, whatever they
 * thought of them. {@link dev.sapor.solver.svdpp.SvdppRun} derives the update, {@link
 * dev.sapor.solver.svdpp.SvdppConfig} is the way in.
 */
@NullMarked
package dev.sapor.solver.svdpp;

import org.jspecify.annotations.NullMarked;
