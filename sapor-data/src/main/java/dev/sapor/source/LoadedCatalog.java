package dev.sapor.source;

import dev.sapor.data.Catalog;

/**
 * A catalog that was read.
 *
 * @param catalog titles and attributes of the ids of the map
 * @param report what the file held
 */
public record LoadedCatalog(Catalog catalog, CatalogReport report) {}
