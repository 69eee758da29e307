package dev.sapor.cli.demo;

import java.util.List;

/**
 * A film of the demo.
 *
 * @param id such as {@code f0042}
 * @param title unique among the films
 * @param year when it came out
 * @param genres one to three, the main one first
 */
public record Film(String id, String title, int year, List<String> genres) {

  public Film {
    genres = List.copyOf(genres);
  }
}
