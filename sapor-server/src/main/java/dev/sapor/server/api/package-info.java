/**
 * The routes of the server: what each asks of the model in service, and how the answer is written.
 */
@NullMarked
package dev.sapor.server.api;

import org.jspecify.annotations.NullMarked;
