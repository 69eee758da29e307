package dev.sapor.linalg.kernel;

/** A program that asks for the kernels twice. */
final class KernelProbe {

  public static void main(String[] args) {
    String first = Kernels.get().name();
    String second = Kernels.get().name();
    System.out.println("runs on " + first + (second.equals(first) ? " twice" : " and " + second));
  }

  private KernelProbe() {}
}
