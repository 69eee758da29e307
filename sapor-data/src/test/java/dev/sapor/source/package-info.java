/** Tests of the reading of interactions and catalogs. */
@NullMarked
package dev.sapor.source;

import org.jspecify.annotations.NullMarked;
