/**
 * Models in files. {@link dev.sapor.model.io.ModelFile} writes, opens and verifies them; {@link
 * dev.sapor.model.io.ModelFileException} is what an unusable file throws.
 *
 * <p>From the outside in: a {@linkplain dev.sapor.model.io.AtomicFile save} is all or nothing,
 * whatever is being saved. A file is a header, a table and sections; {@link
 * dev.sapor.model.io.SectionWriter} and {@link dev.sapor.model.io.SectionReader} know how sections
 * are laid out and checked, and nothing of models: other kinds of file, such as checkpoints, are
 * made of them too. What the sections of a model mean stands in {@code ModelEncoder} and {@code
 * ModelDecoder}.
 *
 * <p>Nothing in a file is believed before it is checked: lengths against the bytes that are there
 * before memory is asked for, checksums over every byte, then the content itself.
 */
@NullMarked
package dev.sapor.model.io;

import org.jspecify.annotations.NullMarked;
