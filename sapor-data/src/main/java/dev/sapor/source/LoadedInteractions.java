package dev.sapor.source;

import dev.sapor.data.Interactions;

/**
 * What was read.
 *
 * @param interactions the data, at least one interaction
 * @param report what became of every line
 */
public record LoadedInteractions(Interactions interactions, ReadReport report) {}
