/** What all random tests share. Published in the tests jar of this module. */
@NullMarked
package dev.sapor.linalg.testing;

import org.jspecify.annotations.NullMarked;
