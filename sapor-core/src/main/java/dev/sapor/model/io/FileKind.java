package dev.sapor.model.io;

import java.util.Set;

/**
 * A kind of file made of sections.
 *
 * @param code the number in the header that tells it from other kinds
 * @param name as it is called in messages, such as {@code model}
 * @param sections ids of the sections that this version knows, each of four capital letters
 */
public record FileKind(int code, String name, Set<String> sections) {

  public FileKind {
    sections = Set.copyOf(sections);
    sections.forEach(SectionInfo::requireId);
  }
}
