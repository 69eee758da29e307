package dev.sapor.cli;

import java.nio.file.Path;

/**
 * The files of the demo.
 *
 * @param folder where they are
 */
record DemoFiles(Path folder) {

  Path ratings() {
    return folder.resolve("ratings.csv");
  }

  Path films() {
    return folder.resolve("films.csv");
  }

  /** The model that predicts ratings. */
  Path predictModel() {
    return folder.resolve("predict.sapor");
  }

  /** The model that recommends. */
  Path recommendModel() {
    return folder.resolve("recommend.sapor");
  }
}
