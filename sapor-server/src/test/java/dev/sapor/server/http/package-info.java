/** Turns of the processor. */
@NullMarked
package dev.sapor.server.http;

import org.jspecify.annotations.NullMarked;
