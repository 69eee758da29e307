package dev.sapor.solver;

import dev.sapor.objective.Regularization;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects hyper-parameters under the names they have on the command line. */
public final class ParameterText {

  private final SortedMap<String, String> text = new TreeMap<>();

  private ParameterText() {}

  /** Starts with the number of factors. */
  public static ParameterText factors(int factors) {
    return new ParameterText().put("factors", factors);
  }

  /** Starts with what another has. */
  public static ParameterText of(Map<String, String> parameters) {
    ParameterText copy = new ParameterText();
    copy.text.putAll(parameters);
    return copy;
  }

  /** Adds a parameter. */
  public ParameterText put(String name, Object value) {
    text.put(name, value.toString());
    return this;
  }

  /** Adds λ, ν and κ, and those of the biases if there are any. */
  public ParameterText regularization(Regularization regularization, boolean biased) {
    put("regularization", regularization.lambda());
    put("nu", regularization.nu());
    put("kappa", regularization.kappa());
    if (biased) {
      put("bias-regularization", regularization.biasLambda());
      put("bias-kappa", regularization.biasKappa());
    }
    return this;
  }

  public SortedMap<String, String> map() {
    return text;
  }
}
