package dev.plainsight.agent.redaction;

/** Takes from a title what names a person, an account or a document's number. */
final class Titles {
  private Titles() {}

  static String mask(String title) {
    StringBuilder masked = new StringBuilder(title.length());
    for (String word : title.split(" ", -1)) {
      masked.append(masked.length() == 0 ? "" : " ").append(word(word));
    }
    return masked.toString();
  }

  private static String word(String word) {
    if (word.indexOf('@') >= 0) {
      return "<address>";
    }
    int query = word.indexOf('?');
    boolean isAddress = word.contains("://") || word.contains("/") || word.contains("=");
    return digits(query > 0 && isAddress ? word.substring(0, query) : word);
  }

  private static String digits(String word) {
    StringBuilder masked = new StringBuilder(word.length());
    boolean inNumber = false;
    for (int i = 0; i < word.length(); i++) {
      boolean isDigit = Character.isDigit(word.charAt(i));
      if (!isDigit) {
        masked.append(word.charAt(i));
      } else if (!inNumber) {
        masked.append('#');
      }
      inNumber = isDigit;
    }
    return masked.toString();
  }
}
