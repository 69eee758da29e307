/**
 * What tests are judged by: oracles in plain double loops, and generated data. Published in the
 * tests jar of this module for the tests of the modules that build on it.
 */
@NullMarked
package dev.sapor.testing;

import org.jspecify.annotations.NullMarked;
