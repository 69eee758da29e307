/** The page for people: files in the jar, served as they are. */
@NullMarked
package dev.sapor.server.page;

import org.jspecify.annotations.NullMarked;
