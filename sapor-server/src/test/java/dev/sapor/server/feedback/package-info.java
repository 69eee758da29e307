@NullMarked
package dev.sapor.server.feedback;

import org.jspecify.annotations.NullMarked;
