/**
 * What training minimises: ½ Σ c·(r − r̂)² + ½ Σ_rows λ_row ‖row‖². The only place where the value
 * of an objective is computed, so the number that is printed is the number that is optimised.
 */
@NullMarked
package dev.sapor.objective;

import org.jspecify.annotations.NullMarked;
