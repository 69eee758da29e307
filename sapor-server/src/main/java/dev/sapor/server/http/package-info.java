/**
 * From a request to an answer, and nothing about models.
 *
 * <p>A {@link dev.sapor.server.http.Route} is a method, a path template, the scope that a token
 * needs and a {@link dev.sapor.server.http.Handler}; {@link dev.sapor.server.http.Router} finds the
 * route of a {@link dev.sapor.server.http.Call}, asks {@link dev.sapor.server.http.Tokens} and
 * {@link dev.sapor.server.http.Admission} whether it may run, and turns what goes wrong into an
 * {@link dev.sapor.server.http.Answer}. {@link dev.sapor.server.http.HttpListener} is the one class
 * that knows the web server.
 */
@NullMarked
package dev.sapor.server.http;

import org.jspecify.annotations.NullMarked;
