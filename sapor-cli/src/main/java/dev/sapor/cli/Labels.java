package dev.sapor.cli;

import java.util.Locale;

/** Constants as they are written on the command line and in JSON. */
final class Labels {

  /** {@code RECOMMEND} is {@code recommend}, {@code WRONG_KIND} is {@code wrong-kind}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Labels() {}
}
