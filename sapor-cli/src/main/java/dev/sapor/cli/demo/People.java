package dev.sapor.cli.demo;

import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Ids of people that read like names: {@code ines.okafor}. */
final class People {

  private static final String[] FIRST = {
    "ada", "amir", "ana", "anton", "astrid", "ben", "bianca", "carlos", "chen", "clara", "daria",
    "david", "elena", "emre", "eva", "fatima", "felix", "greta", "hana", "hugo", "ida", "ines",
    "ivan", "jakub", "joana", "jonas", "kaja", "karim", "lena", "leo", "lucia", "magnus", "mara",
    "mei", "mila", "nadia", "nils", "noor", "olga", "omar", "otto", "paula", "petra", "rafael",
    "rosa", "ruben", "samir", "sara", "sofia", "tariq", "tilda", "tomas", "vera", "viktor", "yara",
    "yuki", "zoe", "zora"
  };
  private static final String[] LAST = {
    "abe", "almeida", "andersen", "bakker", "banerjee", "baum", "berg", "bianchi", "castro", "chen",
    "cohen", "costa", "diallo", "dubois", "engel", "ferrari", "fischer", "garcia", "haddad", "hall",
    "hansen", "horvat", "ito", "jansen", "kaya", "keller", "khan", "kim", "kovacs", "kowalski",
    "larsen", "lee", "lindqvist", "lopez", "martin", "mensah", "moreau", "mori", "moser", "murphy",
    "nagy", "novak", "nowak", "okafor", "olsen", "patel", "pereira", "popov", "reyes", "ricci",
    "rossi", "sato", "schmid", "silva", "singh", "tanaka", "toth", "vargas", "weber", "wolf"
  };

  /** So many different ids, in the order in which they were drawn. */
  static List<String> ids(int count, long seed) {
    int[] order = RandomStream.of(seed, "demo people").permutation(FIRST.length * LAST.length);
    if (count > order.length) {
      throw new IllegalArgumentException(
          "there are names for %s people (got %s)".formatted(order.length, count));
    }
    List<String> ids = new ArrayList<>(count);
    for (int person = 0; person < count; person++) {
      int name = order[person];
      ids.add(FIRST[name / LAST.length] + "." + LAST[name % LAST.length]);
    }
    return ids;
  }

  private People() {}
}
