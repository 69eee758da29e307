/**
 * A model behind HTTP. {@link dev.sapor.server.SaporServer} puts the parts together: models in
 * service ({@code live}), feedback ({@code feedback}), routes ({@code api}, {@code page}) and the
 * way from a request to an answer ({@code http}).
 */
@NullMarked
package dev.sapor.server;

import org.jspecify.annotations.NullMarked;
