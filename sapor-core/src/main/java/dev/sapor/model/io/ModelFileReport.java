package dev.sapor.model.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a model file found.
 *
 * @param file the file, as it was named
 * @param bytes its length
 * @param formatMajor version of the format, 0 where the header cannot be read
 * @param formatMinor version within it
 * @param sections all sections in order; empty where the header or the table cannot be read
 * @param fault the first fault, if any
 */
public record ModelFileReport(
    Path file,
    long bytes,
    int formatMajor,
    int formatMinor,
    List<Section> sections,
    Optional<ModelFileException> fault) {

  /**
   * The state of a section.
   *
   * @param info where it is
   * @param fault what is wrong with it, if anything
   */
  public record Section(SectionInfo info, Optional<ModelFileException> fault) {}

  public ModelFileReport {
    sections = List.copyOf(sections);
  }

  /** Whether the file is a whole model, which {@link ModelFile#open} will accept. */
  public boolean isSound() {
    return fault.isEmpty();
  }
}
