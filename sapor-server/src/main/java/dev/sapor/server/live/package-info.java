/**
 * Models in service: loading and checking them, swapping one for another, watching a folder for new
 * ones.
 *
 * <p>A {@link dev.sapor.server.live.ServedModel} is a model with everything that answers need, made
 * before it serves; {@link dev.sapor.server.live.ModelHolder} holds the one that serves now, and a
 * request takes it once. {@link dev.sapor.server.live.ModelFolder} finds models by name in one
 * folder and nowhere else.
 */
@NullMarked
package dev.sapor.server.live;

import org.jspecify.annotations.NullMarked;
