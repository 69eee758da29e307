/** Tests of preparation. */
@NullMarked
package dev.sapor.prepare;

import org.jspecify.annotations.NullMarked;
