/** Tests of the search for hyper-parameters. */
@NullMarked
package dev.sapor.tune;

import org.jspecify.annotations.NullMarked;
