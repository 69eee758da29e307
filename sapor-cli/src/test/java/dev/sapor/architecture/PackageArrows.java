package dev.sapor.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A map of arrows: each part of the product with the parts that it may use. A part that is not on
 * the map fails, so that a new one gets its place when it is made.
 */
final class PackageArrows extends ArchCondition<JavaClass> {
  private final Function<JavaClass, String> partOf;
  private final Map<String, Set<String>> mayUse;

  /**
   * @param partOf the part a class belongs to, empty if none of ours
   * @param mayUse for each part the others that it may use
   */
  PackageArrows(Function<JavaClass, String> partOf, Map<String, Set<String>> mayUse) {
    super("use only what stands below it in %s", mayUse);
    this.partOf = partOf;
    this.mayUse = mayUse;
  }

  @Override
  public void check(JavaClass origin, ConditionEvents events) {
    String from = partOf.apply(origin);
    if (from.isEmpty()) {
      return;
    }
    Set<String> allowed = mayUse.get(from);
    if (allowed == null) {
      String message = "%s is in %s, which is not on the map".formatted(origin.getName(), from);
      events.add(SimpleConditionEvent.violated(origin, message));
      return;
    }
    for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
      String to = partOf.apply(dependency.getTargetClass());
      if (!to.isEmpty() && !to.equals(from) && !allowed.contains(to)) {
        String message = "%s -> %s: %s".formatted(from, to, dependency.getDescription());
        events.add(SimpleConditionEvent.violated(dependency, message));
      }
    }
  }
}
