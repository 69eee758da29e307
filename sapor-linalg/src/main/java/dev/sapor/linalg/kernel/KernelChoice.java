package dev.sapor.linalg.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels this process runs on, decided once. The property {@value #PROPERTY} asks for {@code
 * scalar} or {@code simd} (or one width, {@code simd256} or {@code simd512}); without it, vectors
 * are taken where they can be had.
 *
 * @param bits width of the vectors, 512 or 256; 0 for plain Java
 * @param reason why it is not vectors, for the log; empty where it is, or was asked not to be
 */
record KernelChoice(int bits, String reason) {

  static final String PROPERTY = "sapor.kernels";

  private static final String MODULE = "jdk.incubator.vector";

  private static final KernelChoice CURRENT = decide(System.getProperty(PROPERTY));

  static KernelChoice current() {
    return CURRENT;
  }

  /**
   * The kernels of this choice. Says once what was chosen, and warns where vectors would be faster
   * but were not switched on.
   */
  Kernels kernels() {
    Kernels kernels = bits == 0 ? ScalarKernels.INSTANCE : SimdKernels.INSTANCE;
    Logger logger = System.getLogger(Kernels.class.getPackageName());
    if (reason.isEmpty()) {
      logger.log(Level.DEBUG, "kernels: {0}", kernels.name());
    } else {
      logger.log(Level.WARNING, "{0}", reason);
    }
    return kernels;
  }

  /**
   * Decides.
   *
   * @param asked the value of the property, or null
   * @throws IllegalArgumentException if it is none of the values allowed, or asks for vectors that
   *     cannot be had
   */
  static KernelChoice decide(@Nullable String asked) {
    String wish = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    return switch (wish) {
      case "scalar" -> new KernelChoice(0, "");
      case "", "simd" -> widest(!wish.isEmpty());
      case "simd256" -> new KernelChoice(required(256), "");
      case "simd512" -> new KernelChoice(required(512), "");
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " must be scalar, simd, simd256 or simd512 (got " + asked + ")");
    };
  }

  private static KernelChoice widest(boolean demanded) {
    String obstacle = obstacle();
    if (obstacle.isEmpty()) {
      int preferred = VectorWidth.preferred();
      // Vectors of 128 bits gain too little over what the JIT compiler makes of plain loops.
      return preferred < 256 ? new KernelChoice(0, "") : new KernelChoice(width(preferred), "");
    }
    if (demanded) {
      throw new IllegalArgumentException("-D" + PROPERTY + "=simd cannot be had: " + obstacle);
    }
    return new KernelChoice(
        0, obstacle + "; -D" + PROPERTY + "=scalar takes the slower kernels without this warning");
  }

  private static int width(int preferred) {
    return Math.min(preferred, 512);
  }

  private static int required(int bits) {
    String obstacle = obstacle();
    if (!obstacle.isEmpty()) {
      throw new IllegalArgumentException("vectors cannot be had: " + obstacle);
    }
    return bits;
  }

  /** What stands in the way of vectors, and how to remove it; empty if nothing does. */
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the kernels run without vector instructions; start Java with --add-modules "
          + MODULE
          + " --enable-native-access=ALL-UNNAMED to make training several times faster";
    }
    if (!KernelChoice.class.getModule().isNativeAccessEnabled()) {
      return "the kernels run without vector instructions; start Java with"
          + " --enable-native-access=ALL-UNNAMED (on the module path: dev.sapor.linalg) to make"
          + " training several times faster";
    }
    return "";
  }
}
