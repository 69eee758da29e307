/** Tests of the base image, on packages that the tests make. */
@NullMarked
package dev.sapor.image;

import org.jspecify.annotations.NullMarked;
