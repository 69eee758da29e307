package dev.sapor.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column is for, and the headers by which it is known. A header is compared without regard
 * to case, spaces, {@code _}, {@code -} and {@code .}; of several that fit, the one that stands
 * earlier in the list of spellings is taken.
 */
public enum ColumnRole {
  USER(
      "user userid uid userindex userno usernumber username customer customerid custid cust member"
          + " memberid reviewer reviewerid account accountid visitor visitorid profile profileid"
          + " player playerid reader readerid listener listenerid session sessionid"),
  ITEM(
      "item itemid iid itemindex itemno itemnumber movie movieid film filmid product productid"
          + " parentasin asin artist artistid track trackid song songid album albumid book bookid"
          + " isbn anime animeid game gameid show showid business businessid venue venueid place"
          + " placeid location locationid article articleid news newsid video videoid recipe"
          + " recipeid joke jokeid sku content contentid title"),
  RATING(
      "rating ratings score scores stars star value overall weight playcount plays playcounts count"
          + " counts rate grade preference bookrating userrating reviewscore reviewrating"
          + " reviewoverall listens quantity"),
  TIMESTAMP(
      "timestamp ts time unixtime unixreviewtime timestampms epoch datetime date ratedat ratingtime"
          + " ratingtimestamp createdat eventtime reviewtime reviewdate day"),
  EVENT(
      "event eventtype eventname action actiontype behavior behaviour behaviortype behaviourtype"
          + " interaction interactiontype activity activitytype type");

  // Between spaces, the best first.
  private final String spellings;

  ColumnRole(String spellings) {
    this.spellings = spellings;
  }

  /** The role's name as in options: {@code user}, {@code item}, {@code rating}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How well a header fits, 0 the best; empty if it does not. */
  Optional<Integer> rank(String header) {
    int at = List.of(spellings.split(" ")).indexOf(normalized(header));
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  static boolean isKnown(String header) {
    for (ColumnRole role : values()) {
      if (role.rank(header).isPresent()) {
        return true;
      }
    }
    return false;
  }

  static String normalized(String header) {
    StringBuilder letters = new StringBuilder(header.length());
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c != '_' && c != '-' && c != ' ' && c != '.') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
