package dev.sapor.model.io;

import java.io.IOException;

/**
 * Produces the content of a section. Asked twice: once for its length and checksum, once to be
 * written; both times the bytes must be the same.
 */
@FunctionalInterface
interface SectionContent {

  void writeTo(SectionOutput out) throws IOException;
}
