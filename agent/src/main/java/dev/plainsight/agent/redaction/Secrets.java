package dev.plainsight.agent.redaction;

import java.util.List;
import java.util.Locale;

/**
 * Masks what looks like a secret in a command: values of options and variables with a telling name,
 * passwords in addresses, words behind {@code Bearer}, and long runs of letters and digits mixed.
 * One pass over the words, so linear in the text. It errs towards masking too much.
 */
final class Secrets {
  static final String MASK = "***";

  private static final List<String> NAMES =
      List.of(
          "pass",
          "pwd",
          "secret",
          "token",
          "apikey",
          "api-key",
          "api_key",
          "accesskey",
          "access-key",
          "access_key",
          "privatekey",
          "private-key",
          "private_key",
          "credential",
          "authorization",
          "bearer",
          "cookie");

  /** Programs whose {@code -p} is followed by a password without a space. */
  private static final List<String> ATTACHED =
      List.of("mysql", "mariadb", "mysqldump", "mysqladmin", "sshpass", "mongo", "mongosh");

  private static final int RUN_CHARS_MIN = 32;

  private final StringBuilder out;
  private boolean maskNext;
  private boolean userNext;
  private boolean attached;

  private Secrets(int length) {
    out = new StringBuilder(length);
  }

  static String mask(String command) {
    Secrets secrets = new Secrets(command.length());
    int from = 0;
    for (int at = 0; at <= command.length(); at++) {
      boolean isEnd = at == command.length();
      if (isEnd || isSeparator(command.charAt(at))) {
        if (at > from) {
          secrets.word(command.substring(from, at));
        }
        if (!isEnd) {
          secrets.out.append(command.charAt(at));
        }
        from = at + 1;
      }
    }
    return secrets.out.toString();
  }

  private static boolean isSeparator(char c) {
    return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '&' || c == ';' || c == '|';
  }

  private void word(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (maskNext || userNext) {
      behindAnOption(word, lower);
      return;
    }
    int equals = nameEnd(word);
    if (equals >= 0 && isTelling(lower.substring(0, equals))) {
      out.append(word, 0, equals + 1).append(equals + 1 < word.length() ? MASK : "");
      maskNext = equals + 1 == word.length();
      return;
    }
    if (attached && lower.startsWith("-p") && word.length() > 2 && !lower.startsWith("--")) {
      out.append("-p" + MASK);
      return;
    }
    attached |= ATTACHED.contains(lower.substring(lower.lastIndexOf('/') + 1));
    maskNext = (lower.startsWith("-") && isTelling(lower)) || isScheme(lower);
    userNext = lower.equals("-u") || lower.equals("--user");
    plain(word);
  }

  private void behindAnOption(String word, String lower) {
    int colon = word.indexOf(':');
    if (userNext && !maskNext) {
      out.append(colon < 0 ? word : word.substring(0, colon + 1) + MASK);
      userNext = false;
    } else if (isScheme(lower)) {
      out.append(word);
    } else {
      out.append(MASK);
      maskNext = false;
    }
  }

  private static boolean isScheme(String lower) {
    return lower.equals("bearer") || lower.equals("basic");
  }

  /** The end of a name before {@code =} or {@code :}; -1 where there is none. */
  private static int nameEnd(String word) {
    int equals = word.indexOf('=');
    int colon = word.indexOf(':');
    boolean isAddress = colon >= 0 && word.startsWith("://", colon);
    return equals >= 0 ? equals : isAddress ? -1 : colon;
  }

  private static boolean isTelling(String lower) {
    return NAMES.stream().anyMatch(lower::contains);
  }

  private void plain(String word) {
    int host = word.indexOf("://");
    int at = host < 0 ? -1 : word.lastIndexOf('@');
    int colon = host < 0 ? -1 : word.indexOf(':', host + 3);
    if (at > host && colon > host && colon < at) {
      out.append(runs(word.substring(0, colon + 1))).append(MASK).append(word.substring(at));
    } else {
      out.append(runs(word));
    }
  }

  /** Masks long runs of letters and digits mixed: keys and tokens, wherever they stand. */
  private static String runs(String word) {
    StringBuilder kept = new StringBuilder(word.length());
    int from = 0;
    for (int at = 0; at <= word.length(); at++) {
      if (at == word.length() || !isRunChar(word.charAt(at))) {
        kept.append(isSecretRun(word, from, at) ? MASK : word.substring(from, at));
        if (at < word.length()) {
          kept.append(word.charAt(at));
        }
        from = at + 1;
      }
    }
    return kept.toString();
  }

  private static boolean isRunChar(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '+' || c == '-';
  }

  private static boolean isSecretRun(String word, int from, int to) {
    if (to - from < RUN_CHARS_MIN) {
      return false;
    }
    String run = word.substring(from, to);
    return run.chars().anyMatch(Character::isDigit) && run.chars().anyMatch(Character::isLetter);
  }
}
