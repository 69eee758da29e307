/**
 * What users did since the model was trained: written down durably before it is acknowledged, and
 * kept by user for the next answer.
 */
@NullMarked
package dev.sapor.server.feedback;

import org.jspecify.annotations.NullMarked;
