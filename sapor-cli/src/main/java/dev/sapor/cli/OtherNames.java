package dev.sapor.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names that other libraries give to options of ours, for people who come from them. */
final class OtherNames {

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("--lambda", "--regularization"),
          Map.entry("--reg", "--regularization"),
          Map.entry("--reg-param", "--regularization"),
          Map.entry("--l2", "--regularization"),
          Map.entry("--weight-decay", "--regularization"),
          Map.entry("--rank", "--factors"),
          Map.entry("--dim", "--factors"),
          Map.entry("--n-factors", "--factors"),
          Map.entry("--embedding-dim", "--factors"),
          Map.entry("--lr", "--learning-rate"),
          Map.entry("--eta", "--learning-rate"),
          Map.entry("--step-size", "--learning-rate"),
          Map.entry("--iterations", "--epochs"),
          Map.entry("--iter", "--epochs"),
          Map.entry("--max-iter", "--epochs"),
          Map.entry("--n-iter", "--epochs"),
          Map.entry("--n-epochs", "--epochs"),
          Map.entry("--random-state", "--seed"),
          Map.entry("--num-threads", "--threads"));

  /** Their names. */
  static Set<String> all() {
    return OURS.keySet();
  }

  /** What the option of another library is called here, if it is one. */
  static Optional<String> of(String option) {
    return Optional.ofNullable(OURS.get(option));
  }

  private OtherNames() {}
}
