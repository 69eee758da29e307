/**
 * Factors as a folder of files that other programs read: numpy arrays, lists of ids and a JSON
 * description. {@link dev.sapor.model.npy.NpyExport} writes such a folder, {@link
 * dev.sapor.model.npy.NpyImport} reads one, also one that another program made.
 *
 * <pre>
 *   user_factors.npy   float32, N x F       users.txt   one id a line, in the order of the rows
 *   item_factors.npy   float32, M x F       items.txt
 *   user_biases.npy    float32, N           model.json  global mean, hyper-parameters
 *   item_biases.npy    float32, M
 * </pre>
 */
@NullMarked
package dev.sapor.model.npy;

import org.jspecify.annotations.NullMarked;
