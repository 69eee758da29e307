@NullMarked
package dev.sapor.server;

import org.jspecify.annotations.NullMarked;
