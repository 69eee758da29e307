package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;

/** Words of commands that a person may copy into a shell. */
final class ShellWord {

  /** The text as one word of a POSIX shell, quoted where it must be. */
  static String of(String text) {
    String shown = PrintableText.escape(text);
    boolean plain = !shown.isEmpty() && shown.chars().allMatch(ShellWord::isPlain);
    return plain ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._-/:@%+,=".indexOf(c) >= 0;
  }

  private ShellWord() {}
}
